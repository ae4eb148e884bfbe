package dev.starkeeper.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HoldingTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final Instant LATER = NOON.plusSeconds(60);
  private static final Entitlement PREMIUM = new Entitlement("premium");
  private static final Good UNLOCK = new Good.Unlock(PREMIUM);
  private static final Good PASS = new Good.Pass(PREMIUM, 7);
  private static final Good SUBSCRIPTION = new Good.Subscription(PREMIUM);
  private static final Good COINS = new Good.Consumable(new CreditUnit("coins"), 5);

  @Test
  void whoHasNothingIsSoldAnything() {
    for (var good : List.of(UNLOCK, PASS, SUBSCRIPTION, COINS)) {
      assertThat(Holding.NOTHING.makesPointless(good, NOON)).as("%s", good).isFalse();
    }
  }

  @Test
  void whoHasItForEverNeedsNoMoreOfItExceptCredits() {
    var forever = new Holding(true, Instant.MIN);

    assertThat(List.of(UNLOCK, PASS, SUBSCRIPTION, COINS))
        .filteredOn(good -> forever.makesPointless(good, NOON))
        .containsExactly(UNLOCK, PASS, SUBSCRIPTION);
  }

  @Test
  void subscriberMayStillBuyItForEverOrForSomeDays() {
    var subscribed = new Holding(false, LATER);

    assertThat(List.of(UNLOCK, PASS, SUBSCRIPTION, COINS))
        .filteredOn(good -> subscribed.makesPointless(good, NOON))
        .containsExactly(SUBSCRIPTION);
  }

  @Test
  void secondSubscriptionWaitsToTheInstantForTheEndOfTheFirst() {
    var subscribed = new Holding(false, LATER);

    assertThat(subscribed.makesPointless(SUBSCRIPTION, LATER.minusNanos(1))).isTrue();
    assertThat(subscribed.makesPointless(SUBSCRIPTION, LATER)).isFalse();
  }

  @Test
  void deliveryAddsWhatItGives() {
    assertThat(Holding.NOTHING.with(UNLOCK, Instant.MIN)).isEqualTo(new Holding(true, Instant.MIN));
    assertThat(Holding.NOTHING.with(SUBSCRIPTION, LATER)).isEqualTo(new Holding(false, LATER));
    assertThat(Holding.NOTHING.with(PASS, Instant.MIN)).isEqualTo(Holding.NOTHING);
    assertThat(Holding.NOTHING.with(COINS, Instant.MIN)).isEqualTo(Holding.NOTHING);
  }

  @Test
  void deliveryTakesNothingAway() {
    assertThat(new Holding(true, LATER).with(SUBSCRIPTION, NOON))
        .isEqualTo(new Holding(true, LATER));
    assertThat(new Holding(false, LATER).with(UNLOCK, NOON)).isEqualTo(new Holding(true, LATER));
  }
}
