package dev.starkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.bot.payment.ExpireEntitlements;
import dev.starkeeper.bot.payment.ExpireSubscriptions;
import dev.starkeeper.bot.payment.RecordPayments;
import dev.starkeeper.bot.payment.RefundPayment;
import dev.starkeeper.bot.payment.Report;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.Recurrence;
import dev.starkeeper.model.Subscription.Status;
import dev.starkeeper.model.SubscriptionUpdate;
import dev.starkeeper.model.SubscriptionUpdate.State;
import dev.starkeeper.model.SuccessfulPayment;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.store.OwedWorkStore;
import dev.starkeeper.store.SubscriptionStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** One member of a club, his subscription's invoice and the clock by which he is watched. */
final class Club implements AutoCloseable {
  static final Instant FIRST_END = Shop.NOON.plus(Recurrence.MONTH);
  static final Instant SECOND_END = FIRST_END.plus(Recurrence.MONTH);

  final TestDatabase test = TestDatabase.copy();
  final Database database = test.database();
  final Shop shop = new Shop(database);
  final TelegramUser buyer = Shop.aBuyer();
  final AtomicReference<Instant> now = new AtomicReference<>(Shop.NOON);
  final RecordPayments recordPayments = Shop.recording(database, now::get);
  final Invoice invoice = shop.invoice(shop.subscription("club", 100), buyer, 1);

  @Override
  public void close() {
    test.close();
  }

  SuccessfulPayment first(String charge) {
    return month(charge, new Recurrence.First(FIRST_END), Shop.NOON);
  }

  SuccessfulPayment renewal(String charge) {
    return month(charge, new Recurrence.Renewal(SECOND_END), FIRST_END);
  }

  SuccessfulPayment month(String charge, Recurrence month, Instant at) {
    return Shop.month(charge, invoice, month, at);
  }

  Report told(long updateId, State state) {
    return new Report.SubscriptionChanged(
        new SubscriptionUpdate(updateId, buyer, invoice.id().payload(), state));
  }

  void refund(ScriptedTelegram telegram, String charge) {
    new RefundPayment(database, telegram, now::get, recordPayments)
        .refund(new OwedWorkStore.Subject(Shop.BOT, new ChargeId(charge)));
  }

  Status status() {
    return database
        .inTransaction(tx -> SubscriptionStore.find(tx, Shop.BOT, invoice.id()))
        .orElseThrow()
        .statusAt(now.get(), Shop.GRACE);
  }

  void expireByEightThreads() throws Exception {
    byEightThreads(new ExpireSubscriptions(database, now::get, Shop.GRACE)::expire);
    byEightThreads(new ExpireEntitlements(database, now::get, Shop.GRACE)::expire);
  }

  static void byEightThreads(Runnable expire) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tries =
          IntStream.range(0, 8)
              .<Callable<Boolean>>mapToObj(_ ->
                  () -> {
                    expire.run();
                    return true;
                  })
              .toList();
      for (var one : threads.invokeAll(tries)) assertThat(one.get()).isTrue();
    }
  }

  List<String> expiries() {
    return shop.rows("select type from event where type like '%.expired' order by id");
  }

  /** When what he has of it ends. */
  Optional<Instant> endsAt() {
    return shop.endsAt(buyer, "vip", now.get());
  }
}
