package dev.starkeeper.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OwnershipTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final Duration GRACE = Duration.ofHours(1);
  private static final Entitlement PREMIUM = new Entitlement("premium");

  @Test
  void whoHasNothingOwnsNothing() {
    assertThat(Ownership.of(List.of(), NOON, GRACE)).isEmpty();
  }

  @Test
  void passLastsItsDaysFromWhenItWasPaid() {
    assertThat(endOf(pass(0, 7))).isEqualTo(day(7));
  }

  @Test
  void passesBoughtWhileOneLastsFollowIt() {
    assertThat(endOf(pass(0, 7), pass(1, 30), pass(2, 1))).isEqualTo(day(38));
  }

  @Test
  void passBoughtAfterTheLastHasEndedBeginsAnew() {
    assertThat(endOf(pass(0, 7), pass(7, 7))).isEqualTo(day(14));
    assertThat(endOf(pass(0, 7), pass(10, 7))).isEqualTo(day(17));
  }

  @Test
  void withoutOneOfThreeThoseBehindItMoveUp() {
    assertThat(endOf(pass(1, 30), pass(2, 1))).isEqualTo(day(32));
    assertThat(endOf(pass(0, 7), pass(2, 1))).isEqualTo(day(8));
    assertThat(endOf(pass(0, 7), pass(1, 30))).isEqualTo(day(37));
  }

  @Test
  void gapThatClosesDoesNotReachBackBeforeAPassWasPaid() {
    // The first two are bought on day 0; the third on day 20, when only the second still lasts.
    assertThat(endOf(pass(0, 10), pass(0, 20), pass(20, 5))).isEqualTo(day(35));
    assertThat(endOf(pass(0, 10), pass(20, 5))).isEqualTo(day(25));
  }

  @Test
  void unlockBeatsWhateverEnds() {
    assertThat(endOf(pass(0, 7), forever(), months(RenewalState.ON, day(30))))
        .isEqualTo(Ownership.NEVER);
    assertThat(
            Ownership.of(List.of(grant(forever())), NOON, GRACE).getFirst().isActiveAt(day(9999)))
        .isTrue();
  }

  @Test
  void passAndSubscriptionRunAtTheSameTime() {
    assertThat(endOf(pass(0, 7), months(RenewalState.ON, day(30)))).isEqualTo(day(30));
    assertThat(endOf(pass(0, 70), months(RenewalState.ON, day(30)))).isEqualTo(day(70));
  }

  @Test
  void endIsExclusive() {
    var owned = new Ownership(PREMIUM, day(7));

    assertThat(owned.isActiveAt(day(7).minusNanos(1))).isTrue();
    assertThat(owned.isActiveAt(day(7))).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"ON", "FAILED", "ALLOWED_AGAIN"})
  void graceIsAddedOnceTheMonthIsOverAndNotBefore(RenewalState renewal) {
    var covers = months(renewal, day(30));

    assertThat(endAt(day(30).minusNanos(1), covers)).isEqualTo(day(30));
    assertThat(endAt(day(30), covers)).isEqualTo(day(30).plus(GRACE));
    assertThat(endAt(day(90), covers)).isEqualTo(day(30).plus(GRACE));
  }

  @ParameterizedTest
  @EnumSource(names = {"CANCELED_BY_BUYER", "CANCELED_BY_MERCHANT", "REFUNDED"})
  void nobodyMissesWhatIsNotToBeRenewed(RenewalState renewal) {
    var covers = months(renewal, day(30));

    assertThat(endAt(day(30).minusNanos(1), covers)).isEqualTo(day(30));
    assertThat(endAt(day(30), covers)).isEqualTo(day(30));
  }

  @Test
  void whatHasEndedIsToldTooAndAllIsSortedByName() {
    var grants =
        List.of(
            new Grant(new Entitlement("b"), forever()),
            new Grant(new Entitlement("c"), pass(0, 1)),
            new Grant(new Entitlement("a"), pass(0, 2)),
            new Grant(new Entitlement("c"), pass(0, 2)));

    assertThat(Ownership.of(grants, day(100), GRACE))
        .containsExactly(
            new Ownership(new Entitlement("a"), day(2)),
            new Ownership(new Entitlement("b"), Ownership.NEVER),
            new Ownership(new Entitlement("c"), day(3)));
  }

  @RepeatedTest(200)
  void sequenceOfPassesDoesNotMatter(RepetitionInfo run) {
    var random = new Random(run.getCurrentRepetition());
    var passes = somePasses(random);
    var shuffled = new ArrayList<>(passes);
    Collections.shuffle(shuffled, random);

    assertThat(endOf(shuffled)).isEqualTo(endOf(passes));
  }

  /** Days when nothing covered him, before that pass was bought, are not lost with it. */
  @RepeatedTest(200)
  void passTakenOutShortensByAtMostItsDaysAndNeverLengthens(RepetitionInfo run) {
    var passes = somePasses(new Random(run.getCurrentRepetition()));
    for (var out : passes) {
      var rest = new ArrayList<>(passes);
      rest.remove(out);
      var without = rest.isEmpty() ? from(out) : later(endOf(rest), from(out));

      assertThat(endOf(passes)).isBetween(without, without.plus(Duration.ofDays(days(out))));
      if (!rest.isEmpty()) assertThat(endOf(rest)).isBeforeOrEqualTo(endOf(passes));
    }
  }

  @RepeatedTest(200)
  void passBoughtLaterIsNeverShorterThanItsDays(RepetitionInfo run) {
    var random = new Random(run.getCurrentRepetition());
    var passes = somePasses(random);
    var bought = pass(400, 1 + random.nextInt(60));
    var before = endOf(passes);
    var more = new ArrayList<>(passes);
    more.add(bought);

    assertThat(endOf(more)).isEqualTo(later(before, day(400)).plus(Duration.ofDays(days(bought))));
  }

  /** Some overlap, some are bought at the same moment, some leave a gap. */
  private static List<Grant.Cover> somePasses(Random random) {
    return IntStream.rangeClosed(0, random.nextInt(8))
        .mapToObj(_ -> pass(random.nextInt(60), 1 + random.nextInt(40)))
        .toList();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant from(Grant.Cover cover) {
    return ((Grant.Cover.Days) cover).from();
  }

  private static int days(Grant.Cover cover) {
    return ((Grant.Cover.Days) cover).days();
  }

  private static Instant endOf(Grant.Cover... covers) {
    return endOf(List.of(covers));
  }

  private static Instant endOf(List<Grant.Cover> covers) {
    return Ownership.of(covers.stream().map(OwnershipTest::grant).toList(), NOON, GRACE)
        .getFirst()
        .endsAt();
  }

  private static Instant endAt(Instant now, Grant.Cover cover) {
    return Ownership.of(List.of(grant(cover)), now, GRACE).getFirst().endsAt();
  }

  private static Grant grant(Grant.Cover cover) {
    return new Grant(PREMIUM, cover);
  }

  private static Grant.Cover forever() {
    return new Grant.Cover.Forever();
  }

  private static Grant.Cover pass(int day, int days) {
    return new Grant.Cover.Days(day(day), days);
  }

  private static Grant.Cover months(RenewalState renewal, Instant until) {
    return new Grant.Cover.Months(new Subscription.Term(renewal, until));
  }

  private static Instant day(int day) {
    return NOON.plus(Duration.ofDays(day));
  }
}
