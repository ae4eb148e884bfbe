package dev.starkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.bot.payment.ExpireSubscriptions;
import dev.starkeeper.bot.payment.Outcome;
import dev.starkeeper.bot.payment.RecordPayments;
import dev.starkeeper.bot.payment.RefundPayment;
import dev.starkeeper.bot.payment.Report;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.PaymentMatch;
import dev.starkeeper.model.Recurrence;
import dev.starkeeper.model.Subscription.Status;
import dev.starkeeper.model.SubscriptionUpdate;
import dev.starkeeper.model.SubscriptionUpdate.State;
import dev.starkeeper.model.SuccessfulPayment;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.store.OwedWorkStore;
import dev.starkeeper.store.RefundStore;
import dev.starkeeper.store.SubscriptionStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A subscription lives from Telegram's charges, its words, and the clock. */
final class SubscriptionsTest {
  private static final Instant FIRST_END = Shop.NOON.plus(Recurrence.MONTH);
  private static final Instant SECOND_END = FIRST_END.plus(Recurrence.MONTH);

  private final TestDatabase test = TestDatabase.copy();
  private final Database database = test.database();
  private final Shop shop = new Shop(database);
  private final TelegramUser buyer = Shop.aBuyer();
  private final AtomicReference<Instant> now = new AtomicReference<>(Shop.NOON);
  private final RecordPayments recordPayments = Shop.recording(database, now::get);
  private final Invoice invoice = shop.invoice(shop.subscription("club", 100), buyer, 1);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void monthsFollowOneAnotherUntilTelegramSaysNoMore() {
    recordPayments.record(Shop.paid(first("charge-1")));
    assertThat(shop.endsAt(buyer, "vip", now.get())).contains(FIRST_END);

    now.set(FIRST_END);
    var renewed = recordPayments.record(Shop.paid(renewal("charge-2")));

    assertThat(renewed).containsExactly(new Outcome.Renewed(invoice.id()));
    assertThat(shop.endsAt(buyer, "vip", now.get())).contains(SECOND_END);
    assertThat(status()).isEqualTo(Status.ACTIVE);
    assertThat(shop.rows("select renewal::text from payment order by charge_id"))
        .containsExactly("false", "true");
    assertThat(shop.rows("select type from event where type like 'subscription%' order by id"))
        .containsExactly("subscription.started", "subscription.renewed");
  }

  @Test
  void missedRenewalIsWaitedForAndThenTold() throws Exception {
    recordPayments.record(Shop.paid(first("charge-3")));
    now.set(FIRST_END.plus(Shop.GRACE).minusSeconds(1));
    assertThat(status()).isEqualTo(Status.PAST_DUE);
    assertThat(shop.endsAt(buyer, "vip", now.get())).contains(FIRST_END.plus(Shop.GRACE));
    expireByEightThreads();
    assertThat(expiries()).isEmpty();

    now.set(FIRST_END.plus(Shop.GRACE));
    expireByEightThreads();

    assertThat(status()).isEqualTo(Status.EXPIRED);
    assertThat(expiries()).containsExactly("subscription.expired", "entitlement.expired");
  }

  @Test
  void lateRenewalRevivesItAndItsNextEndIsToldAgain() throws Exception {
    recordPayments.record(Shop.paid(first("charge-4")));
    now.set(FIRST_END.plus(Duration.ofDays(2)));
    expireByEightThreads();

    recordPayments.record(Shop.paid(renewal("charge-5")));
    assertThat(status()).isEqualTo(Status.ACTIVE);
    now.set(SECOND_END.plus(Duration.ofDays(2)));
    expireByEightThreads();

    assertThat(expiries()).hasSize(4);
  }

  @Test
  void canceledOneEndsWithItsPeriodAndHasNoGrace() throws Exception {
    recordPayments.record(Shop.paid(first("charge-6")));

    var outcomes = recordPayments.record(List.of(told(11, State.CANCELED)));

    assertThat(outcomes)
        .containsExactly(new Outcome.SubscriptionChanged(invoice.id(), State.CANCELED));
    assertThat(status()).isEqualTo(Status.CANCELED);
    now.set(FIRST_END);
    assertThat(status()).isEqualTo(Status.EXPIRED);
    expireByEightThreads();
    assertThat(expiries()).containsExactly("subscription.expired", "entitlement.expired");
  }

  @Test
  void wordsToldAgainChangeNothing() {
    recordPayments.record(Shop.paid(first("charge-7")));
    var words = List.of(told(12, State.CANCELED), told(13, State.ACTIVE));
    recordPayments.record(words);

    var again = recordPayments.record(words);

    assertThat(again).containsOnly(new Outcome.AlreadyTold());
    assertThat(status()).isEqualTo(Status.ACTIVE);
    assertThat(shop.rows("select type from event where type like 'subscription%' order by id"))
        .containsExactly("subscription.started", "subscription.canceled", "subscription.resumed");
  }

  @Test
  void chargeThatComesAfterAFailureTakesItBack() {
    recordPayments.record(Shop.paid(first("charge-8")));
    now.set(FIRST_END);

    recordPayments.record(List.of(told(14, State.FAILED), new Report.Paid(renewal("charge-9"))));

    assertThat(status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  void failureThatComesAfterAChargeStands() {
    recordPayments.record(Shop.paid(first("charge-10")));

    recordPayments.record(List.of(new Report.Paid(renewal("charge-11")), told(15, State.FAILED)));

    assertThat(status()).isEqualTo(Status.PAST_DUE);
  }

  @Test
  void missedCancellationIsPutRightByTheNextRenewal() {
    recordPayments.record(Shop.paid(first("charge-12")));
    recordPayments.record(List.of(told(16, State.CANCELED))); // and "active" was lost

    now.set(FIRST_END);
    recordPayments.record(Shop.paid(renewal("charge-13")));

    assertThat(status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  void renewalWithoutItsFirstMonthBeginsItAndTheFirstIsStillDelivered() {
    now.set(FIRST_END);
    var renewed = recordPayments.record(Shop.paid(renewal("charge-14")));
    assertThat(renewed).containsExactly(new Outcome.Fulfilled(invoice.id()));

    var late = month("charge-15", new Recurrence.SomeMonth(), Shop.NOON);
    var found = recordPayments.record(Shop.paid(late));

    assertThat(found).containsExactly(new Outcome.Renewed(invoice.id()));
    assertThat(shop.rows("select first_charge_id from subscription")).containsExactly("charge-15");
    assertThat(shop.endsAt(buyer, "vip", now.get())).contains(SECOND_END);
  }

  @Test
  void secondFirstMonthGoesBackAndItsSubscriptionIsEnded() {
    var telegram = new ScriptedTelegram();
    recordPayments.record(Shop.paid(first("charge-16")));

    var outcomes = recordPayments.record(Shop.paid(first("charge-17")));
    refund(telegram, "charge-17");

    assertThat(outcomes).containsExactly(new Outcome.SecondCharge(invoice.id()));
    assertThat(telegram.cancellations).containsExactly(new ChargeId("charge-17"));
    assertThat(telegram.refunds).containsExactly(new ChargeId("charge-17"));
    assertThat(status()).isEqualTo(Status.ACTIVE);
    assertThat(shop.endsAt(buyer, "vip", now.get())).contains(FIRST_END);
  }

  @Test
  void subscriptionToWhatIsSubscribedGoesBackUntilTheFirstHasEnded() {
    recordPayments.record(Shop.paid(first("charge-18")));
    var other = shop.invoice(shop.subscription("club-plus", 200), buyer, 1);
    var early = Shop.month("charge-19", other, new Recurrence.First(FIRST_END), Shop.NOON);

    var outcomes = recordPayments.record(Shop.paid(early));

    assertThat(outcomes)
        .containsExactly(new Outcome.InVain(other.id(), PaymentMatch.InVain.Why.ALREADY_OWNED));
    var third = shop.invoice(shop.subscription("club-extra", 300), buyer, 1);
    var later = Shop.month("charge-20", third, new Recurrence.First(SECOND_END), FIRST_END);
    now.set(FIRST_END); // inside grace
    assertThat(recordPayments.record(Shop.paid(later)))
        .containsExactly(new Outcome.Fulfilled(third.id()));
  }

  @Test
  void refundOfTheLatestMonthEndsItAtOnce() {
    var telegram = new ScriptedTelegram();
    recordPayments.record(Shop.paid(first("charge-21")));
    now.set(FIRST_END);
    recordPayments.record(Shop.paid(renewal("charge-22")));
    now.set(FIRST_END.plus(Duration.ofMinutes(10)));

    database.inTransactionDo(tx ->
        RefundStore.request(
            tx, Shop.BOT, new ChargeId("charge-22"), "asked", "server:shop", now.get()));
    refund(telegram, "charge-22");

    assertThat(telegram.cancellations).containsExactly(new ChargeId("charge-21"));
    assertThat(status()).isEqualTo(Status.EXPIRED);
    assertThat(shop.endsAt(buyer, "vip", now.get())).contains(FIRST_END);
    assertThat(shop.rows("select type from event where type = 'entitlement.revoked'")).hasSize(1);
  }

  @Test
  void refundOfAnEarlierMonthLeavesTheLatest() {
    var telegram = new ScriptedTelegram();
    var first = first("charge-23");
    recordPayments.record(Shop.paid(first));
    now.set(FIRST_END);
    recordPayments.record(Shop.paid(renewal("charge-24")));

    recordPayments.record(List.of(Shop.refunded(first, now.get())));

    assertThat(telegram.cancellations).isEmpty();
    assertThat(status()).isEqualTo(Status.ACTIVE);
    assertThat(shop.endsAt(buyer, "vip", now.get())).contains(SECOND_END);
  }

  @Test
  void updateGivesAMonthOfTheHistoryItsExactEnd() {
    var exact = FIRST_END.plusSeconds(77);
    recordPayments.record(Shop.paid(month("charge-25", new Recurrence.SomeMonth(), Shop.NOON)));
    assertThat(shop.endsAt(buyer, "vip", now.get())).contains(FIRST_END);

    var told = month("charge-25", new Recurrence.First(exact), Shop.NOON);
    assertThat(recordPayments.record(Shop.paid(told)))
        .containsExactly(new Outcome.AlreadyRecorded());

    assertThat(shop.endsAt(buyer, "vip", now.get())).contains(exact);
    assertThat(status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  void monthThatSaysNothingOfItselfIsAMonth() {
    var outcomes =
        recordPayments.record(Shop.paid(month("charge-26", Recurrence.none(), Shop.NOON)));

    assertThat(outcomes).containsExactly(new Outcome.Fulfilled(invoice.id()));
    assertThat(shop.endsAt(buyer, "vip", now.get())).contains(FIRST_END);
  }

  private SuccessfulPayment first(String charge) {
    return month(charge, new Recurrence.First(FIRST_END), Shop.NOON);
  }

  private SuccessfulPayment renewal(String charge) {
    return month(charge, new Recurrence.Renewal(SECOND_END), FIRST_END);
  }

  private SuccessfulPayment month(String charge, Recurrence month, Instant at) {
    return Shop.month(charge, invoice, month, at);
  }

  private Report told(long updateId, State state) {
    return new Report.SubscriptionChanged(
        new SubscriptionUpdate(updateId, buyer, invoice.id().payload(), state));
  }

  private void refund(ScriptedTelegram telegram, String charge) {
    new RefundPayment(database, telegram, now::get, recordPayments)
        .refund(new OwedWorkStore.Subject(Shop.BOT, new ChargeId(charge)));
  }

  private Status status() {
    return database
        .inTransaction(tx -> SubscriptionStore.find(tx, Shop.BOT, invoice.id()))
        .orElseThrow()
        .statusAt(now.get(), Shop.GRACE);
  }

  private void expireByEightThreads() throws Exception {
    var expire = new ExpireSubscriptions(database, now::get, Shop.GRACE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tries =
          IntStream.range(0, 8)
              .<Callable<Boolean>>mapToObj(_ ->
                  () -> {
                    expire.expire();
                    return true;
                  })
              .toList();
      for (var one : threads.invokeAll(tries)) assertThat(one.get()).isTrue();
    }
  }

  private List<String> expiries() {
    return shop.rows("select type from event where type like '%.expired' order by id");
  }
}
