package dev.starkeeper.bot;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.bot.payment.Outcome;
import dev.starkeeper.bot.payment.RecordPayments;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.PaymentMatch;
import dev.starkeeper.model.PaymentMatch.Reason;
import dev.starkeeper.model.PaymentStatus;
import dev.starkeeper.model.Recurrence;
import dev.starkeeper.model.SettledPayment;
import dev.starkeeper.model.Stars;
import dev.starkeeper.model.SuccessfulPayment;
import dev.starkeeper.store.PaymentStore;
import dev.starkeeper.store.PaymentStore.RecordedFrom;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Workers that are told of the same Stars at the same time. */
final class RecordPaymentsRaceTest {
  private final TestDatabase test = TestDatabase.copy();
  private final Database database = test.database();
  private final Shop shop = new Shop(database);
  private final RecordPayments recordPayments = Shop.recording(database, () -> Shop.NOON);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void chargeThatAnotherWorkerIsRecordingHasNoEffectsHere() throws Exception {
    var payment =
        new SuccessfulPayment(
            new ChargeId("charge-17"),
            Shop.aBuyer(),
            new Stars(3),
            "not ours",
            Recurrence.none(),
            Shop.NOON);
    var match = new PaymentMatch.Nothing(Reason.UNKNOWN_INVOICE);
    var settled = new SettledPayment(payment, match, PaymentStatus.UNMATCHED);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var here =
          database.inTransaction(tx -> {
            PaymentStore.insertNew(tx, Shop.BOT, List.of(settled), RecordedFrom.UPDATE, Shop.NOON);
            var recording = threads.submit(recording(payment));
            Locks.awaitAWaiter(test.config());
            return recording;
          });

      assertThat(here.get()).isEqualTo(new Outcome.AlreadyRecorded());
    }
    assertThat(rows("select customer_id::text from customer")).isEmpty();
  }

  @Test
  void eightThreadsRecordOneChargeOnce() throws Exception {
    var invoice = shop.invoice(shop.coins("coins-5", 5, 55));
    var payment = Shop.payment("charge-15", invoice);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var outcomes =
          threads
              .invokeAll(nCopies(8, () -> recordPayments.record(Shop.paid(payment)).getFirst()))
              .stream()
              .map(Future::resultNow)
              .toList();

      assertThat(outcomes).containsOnlyOnce(new Outcome.Fulfilled(invoice.id()));
      assertThat(outcomes).filteredOn(new Outcome.AlreadyRecorded()::equals).hasSize(7);
    }
    assertThat(rows("select amount::text from credit_entry")).containsExactly("55");
  }

  @Test
  void eightThreadsWithAChargeEachPayOneInvoiceOnce() throws Exception {
    var invoice = shop.invoice(shop.unlock("premium", 54));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var outcomes =
          threads
              .invokeAll(
                  IntStream.range(0, 8)
                      .mapToObj(i -> Shop.payment("charge-16-" + i, invoice))
                      .map(this::recording)
                      .toList())
              .stream()
              .map(Future::resultNow)
              .toList();

      assertThat(outcomes).containsOnlyOnce(new Outcome.Fulfilled(invoice.id()));
      assertThat(outcomes).filteredOn(new Outcome.SecondCharge(invoice.id())::equals).hasSize(7);
    }
    assertThat(rows("select charge_id from entitlement_grant")).hasSize(1);
  }

  private Callable<Outcome> recording(SuccessfulPayment payment) {
    return () -> recordPayments.record(Shop.paid(payment)).getFirst();
  }

  private List<String> rows(String query) {
    return database.inTransaction(tx -> tx.fetch(query).getValues(0, String.class));
  }
}
