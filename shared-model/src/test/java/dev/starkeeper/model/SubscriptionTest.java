package dev.starkeeper.model;

import static dev.starkeeper.model.Subscription.Status.ACTIVE;
import static dev.starkeeper.model.Subscription.Status.CANCELED;
import static dev.starkeeper.model.Subscription.Status.EXPIRED;
import static dev.starkeeper.model.Subscription.Status.PAST_DUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.model.Subscription.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SubscriptionTest {
  private static final Instant END = Instant.parse("2026-12-01T12:00:00Z");
  private static final Duration GRACE = Duration.ofHours(1);

  @ParameterizedTest
  @EnumSource(names = {"ON", "ALLOWED_AGAIN"})
  void whatIsToBeRenewedIsPastDueForAsLongAsGraceLasts(RenewalState renewal) {
    assertThat(statuses(renewal)).containsExactly(ACTIVE, PAST_DUE, PAST_DUE, EXPIRED);
  }

  @Test
  void failedRenewalIsPastDueAtOnce() {
    assertThat(statuses(RenewalState.FAILED))
        .containsExactly(PAST_DUE, PAST_DUE, PAST_DUE, EXPIRED);
  }

  @ParameterizedTest
  @EnumSource(names = {"CANCELED_BY_BUYER", "CANCELED_BY_MERCHANT", "REFUNDED"})
  void whatIsOverEndsWithItsMonth(RenewalState renewal) {
    assertThat(statuses(renewal)).containsExactly(CANCELED, EXPIRED, EXPIRED, EXPIRED);
  }

  @Test
  void withoutGraceItEndsWithItsMonth() {
    var on = subscription(RenewalState.ON);

    assertThat(on.statusAt(END.minusNanos(1), Duration.ZERO)).isEqualTo(ACTIVE);
    assertThat(on.statusAt(END, Duration.ZERO)).isEqualTo(EXPIRED);
  }

  @ParameterizedTest
  @EnumSource
  void accessIsOwnedExactlyUntilItIsExpired(RenewalState renewal) {
    var grant =
        new Grant(new Entitlement("premium"), new Grant.Cover.Months(subscription(renewal).term()));
    for (var now : moments()) {
      var owned = Ownership.of(List.of(grant), now, GRACE).getFirst().isActiveAt(now);

      assertThat(owned)
          .as("%s at %s", renewal, now)
          .isEqualTo(subscription(renewal).statusAt(now, GRACE) != EXPIRED);
    }
  }

  @Test
  void anotherProspectChangesNothingElse() {
    var on = subscription(RenewalState.ON);

    assertThat(on.with(RenewalState.FAILED)).isEqualTo(subscription(RenewalState.FAILED));
  }

  /** Just before the month's end, at it, just before the end of grace, and at that. */
  private static List<Instant> moments() {
    return List.of(END.minusNanos(1), END, END.plus(GRACE).minusNanos(1), END.plus(GRACE));
  }

  private static List<Status> statuses(RenewalState renewal) {
    return moments().stream().map(now -> subscription(renewal).statusAt(now, GRACE)).toList();
  }

  private static Subscription subscription(RenewalState renewal) {
    var good = new Good.Subscription(new Entitlement("premium"));
    return new Subscription(
        new InvoiceId(new UUID(7, 7)),
        new Parties(new TelegramUserId(501), new TelegramUserId(502)),
        new Item(new Sku("premium"), 2, "Premium", good, 1, new Stars(50)),
        new ChargeId("charge-1"),
        new Subscription.Term(renewal, END));
  }
}
