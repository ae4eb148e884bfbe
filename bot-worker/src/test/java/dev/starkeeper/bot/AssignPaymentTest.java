package dev.starkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.bot.payment.AssignPayment;
import dev.starkeeper.bot.payment.RecordPayments;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.InvoiceState;
import dev.starkeeper.model.Recurrence;
import dev.starkeeper.model.Stars;
import dev.starkeeper.model.SuccessfulPayment;
import dev.starkeeper.model.Supply;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.store.AssignmentStore;
import dev.starkeeper.store.OwedWorkStore.Subject;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A held charge is delivered once, by the invoice that a person named. */
final class AssignPaymentTest {
  private final TestDatabase test = TestDatabase.copy();
  private final Database database = test.database();
  private final Shop shop = new Shop(database);
  private final TelegramUser buyer = Shop.aBuyer();
  private final RecordPayments recordPayments = Shop.recording(database, () -> Shop.NOON);
  private final AssignPayment assignPayment = new AssignPayment(database, () -> Shop.NOON);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void eightThreadsDeliverItOnce() throws Exception {
    var invoice = shop.invoice(shop.coins("coins", 21, 210), buyer, 1);
    hold("charge-1", invoice);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tries =
          IntStream.range(0, 8)
              .<Callable<Boolean>>mapToObj(_ ->
                  () -> {
                    assign("charge-1");
                    return true;
                  })
              .toList();
      for (var one : threads.invokeAll(tries)) assertThat(one.get()).isTrue();
    }

    assertThat(shop.rows("select amount::text from credit_entry")).containsExactly("210");
    assertThat(shop.rows("select status from payment")).containsExactly("FULFILLED");
    assertThat(shop.now(invoice).progress().state()).isEqualTo(InvoiceState.PAID);
    assertThat(shop.rows("select type from event order by id"))
        .containsExactly("payment.unmatched", "payment.succeeded", "credits.changed");
  }

  @Test
  void invoiceThatWasPaidMeanwhileKeepsItsCharge() {
    var invoice = shop.invoice(shop.coins("coins", 22, 220), buyer, 1);
    hold("charge-2", invoice);
    recordPayments.record(Shop.paid(Shop.payment("charge-3", invoice)));

    assign("charge-2");

    assertThat(shop.rows("select charge_id || ' ' || status from payment order by 1"))
        .containsExactly("charge-2 UNMATCHED", "charge-3 FULFILLED");
    assertThat(shop.rows("select charge_id from invoice")).containsExactly("charge-3");
  }

  @Test
  void personMayHaveDeliveredWhatIsSoldOut() {
    var hats = shop.scarce(shop.coins("hats", 23, 1), 0, Supply.NONE);
    hold("charge-4", shop.invoice(hats, buyer, 1));

    assign("charge-4");

    assertThat(shop.rows("select status from payment")).containsExactly("FULFILLED");
    assertThat(shop.rows("select stock::text from product")).containsExactly("0");
  }

  @Test
  void anyChargePaysAMonthOfASubscription() {
    hold("charge-5", shop.invoice(shop.subscription("club", 24), buyer, 1));

    assign("charge-5");

    assertThat(shop.endsAt(buyer, "vip", Shop.NOON)).contains(Shop.NOON.plus(Recurrence.MONTH));
  }

  /** A charge that nothing explains, and the merchant's word that it is for {@code invoice}. */
  private void hold(String charge, Invoice invoice) {
    var id = new ChargeId(charge);
    var stray =
        new SuccessfulPayment(
            id, buyer, new Stars(3), "an order of the old shop", Recurrence.none(), Shop.NOON);
    recordPayments.record(Shop.paid(stray));
    database.inTransactionDo(
        tx -> AssignmentStore.request(tx, Shop.BOT, id, invoice.id(), "server:shop", Shop.NOON));
  }

  private void assign(String charge) {
    assignPayment.assign(new Subject(Shop.BOT, new ChargeId(charge)));
  }
}
