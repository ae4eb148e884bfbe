package dev.starkeeper.bot;

import static dev.starkeeper.bot.Club.FIRST_END;
import static dev.starkeeper.bot.Club.SECOND_END;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.bot.payment.Outcome;
import dev.starkeeper.bot.payment.Report;
import dev.starkeeper.model.Recurrence;
import dev.starkeeper.model.Subscription.Status;
import dev.starkeeper.model.SubscriptionUpdate.State;
import dev.starkeeper.store.ProductStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A subscription lives from Telegram's charges, its words, and the clock. */
final class SubscriptionsTest {
  private final Club club = new Club();

  @AfterEach
  void close() {
    club.close();
  }

  @Test
  void monthsFollowOneAnotherUntilTelegramSaysNoMore() {
    club.recordPayments.record(Shop.paid(club.first("charge-1")));
    assertThat(club.endsAt()).contains(FIRST_END);

    club.now.set(FIRST_END);
    var renewed = club.recordPayments.record(Shop.paid(club.renewal("charge-2")));

    assertThat(renewed).containsExactly(new Outcome.Renewed(club.invoice.id()));
    assertThat(club.endsAt()).contains(SECOND_END);
    assertThat(club.status()).isEqualTo(Status.ACTIVE);
    assertThat(club.shop.rows("select renewal::text from payment order by charge_id"))
        .containsExactly("false", "true");
    assertThat(club.shop.rows("select type from event where type like 'subscription%' order by id"))
        .containsExactly("subscription.started", "subscription.renewed");
  }

  @Test
  void missedRenewalIsWaitedForAndThenTold() throws Exception {
    club.recordPayments.record(Shop.paid(club.first("charge-3")));
    club.now.set(FIRST_END.plus(Shop.GRACE).minusSeconds(1));
    assertThat(club.status()).isEqualTo(Status.PAST_DUE);
    assertThat(club.endsAt()).contains(FIRST_END.plus(Shop.GRACE));
    club.expireByEightThreads();
    assertThat(club.expiries()).isEmpty();

    club.now.set(FIRST_END.plus(Shop.GRACE));
    club.expireByEightThreads();

    assertThat(club.status()).isEqualTo(Status.EXPIRED);
    assertThat(club.expiries()).containsExactly("subscription.expired", "entitlement.expired");
  }

  @Test
  void lateRenewalRevivesItAndItsNextEndIsToldAgain() throws Exception {
    club.recordPayments.record(Shop.paid(club.first("charge-4")));
    club.now.set(FIRST_END.plus(Duration.ofDays(2)));
    club.expireByEightThreads();

    club.recordPayments.record(Shop.paid(club.renewal("charge-5")));
    assertThat(club.status()).isEqualTo(Status.ACTIVE);
    club.now.set(SECOND_END.plus(Duration.ofDays(2)));
    club.expireByEightThreads();

    assertThat(club.expiries()).hasSize(4);
  }

  @Test
  void canceledOneEndsWithItsPeriodAndHasNoGrace() throws Exception {
    club.recordPayments.record(Shop.paid(club.first("charge-6")));

    var outcomes = club.recordPayments.record(List.of(club.told(11, State.CANCELED)));

    assertThat(outcomes)
        .containsExactly(new Outcome.SubscriptionChanged(club.invoice.id(), State.CANCELED));
    assertThat(club.status()).isEqualTo(Status.CANCELED);
    club.now.set(FIRST_END);
    assertThat(club.status()).isEqualTo(Status.EXPIRED);
    club.expireByEightThreads();
    assertThat(club.expiries()).containsExactly("subscription.expired", "entitlement.expired");
  }

  @Test
  void wordsToldAgainChangeNothing() {
    club.recordPayments.record(Shop.paid(club.first("charge-7")));
    var words = List.of(club.told(12, State.CANCELED), club.told(13, State.ACTIVE));
    club.recordPayments.record(words);

    var again = club.recordPayments.record(words);

    assertThat(again).containsOnly(new Outcome.AlreadyTold());
    assertThat(club.status()).isEqualTo(Status.ACTIVE);
    assertThat(club.shop.rows("select type from event where type like 'subscription%' order by id"))
        .containsExactly("subscription.started", "subscription.canceled", "subscription.resumed");
  }

  @Test
  void chargeThatComesAfterAFailureTakesItBack() {
    club.recordPayments.record(Shop.paid(club.first("charge-8")));
    club.now.set(FIRST_END);

    club.recordPayments.record(
        List.of(club.told(14, State.FAILED), new Report.Paid(club.renewal("charge-9"))));

    assertThat(club.status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  void failureThatComesAfterAChargeStands() {
    club.recordPayments.record(Shop.paid(club.first("charge-10")));

    club.recordPayments.record(
        List.of(new Report.Paid(club.renewal("charge-11")), club.told(15, State.FAILED)));

    assertThat(club.status()).isEqualTo(Status.PAST_DUE);
  }

  @Test
  void missedCancellationIsPutRightByTheNextRenewal() {
    club.recordPayments.record(Shop.paid(club.first("charge-12")));
    club.recordPayments.record(List.of(club.told(16, State.CANCELED))); // and "active" was lost

    club.now.set(FIRST_END);
    club.recordPayments.record(Shop.paid(club.renewal("charge-13")));

    assertThat(club.status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  void renewalWithoutItsFirstMonthBeginsItAndTheFirstIsStillDelivered() {
    club.now.set(FIRST_END);
    var renewed = club.recordPayments.record(Shop.paid(club.renewal("charge-14")));
    assertThat(renewed).containsExactly(new Outcome.Fulfilled(club.invoice.id()));

    var late = club.month("charge-15", new Recurrence.SomeMonth(), Shop.NOON);
    var found = club.recordPayments.record(Shop.paid(late));

    assertThat(found).containsExactly(new Outcome.Renewed(club.invoice.id()));
    assertThat(club.shop.rows("select first_charge_id from subscription"))
        .containsExactly("charge-15");
    assertThat(club.endsAt()).contains(SECOND_END);
  }

  @Test
  void updateGivesAMonthOfTheHistoryItsExactEnd() {
    var exact = FIRST_END.plusSeconds(77);
    club.recordPayments.record(
        Shop.paid(club.month("charge-25", new Recurrence.SomeMonth(), Shop.NOON)));
    assertThat(club.endsAt()).contains(FIRST_END);

    var told = club.month("charge-25", new Recurrence.First(exact), Shop.NOON);
    assertThat(club.recordPayments.record(Shop.paid(told)))
        .containsExactly(new Outcome.AlreadyRecorded());

    assertThat(club.endsAt()).contains(exact);
    assertThat(club.status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  void monthThatSaysNothingOfItselfIsAMonth() {
    var outcomes =
        club.recordPayments.record(
            Shop.paid(club.month("charge-26", Recurrence.none(), Shop.NOON)));

    assertThat(outcomes).containsExactly(new Outcome.Fulfilled(club.invoice.id()));
    assertThat(club.endsAt()).contains(FIRST_END);
  }

  @Test
  void newPriceLeavesRunningSubscriptionsAtTheirs() {
    club.recordPayments.record(Shop.paid(club.first("charge-27")));
    var sku = club.invoice.item().sku();
    var product =
        club.database.inTransaction(tx -> ProductStore.find(tx, Shop.BOT, sku)).orElseThrow();
    club.shop.repriced(product, 150);

    club.now.set(FIRST_END);
    var renewed = club.recordPayments.record(Shop.paid(club.renewal("charge-28")));

    assertThat(renewed).containsExactly(new Outcome.Renewed(club.invoice.id()));
    assertThat(club.endsAt()).contains(SECOND_END);
  }
}
