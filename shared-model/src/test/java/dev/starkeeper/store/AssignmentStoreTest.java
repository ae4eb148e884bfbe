package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static dev.starkeeper.store.Shop.NOON;
import static dev.starkeeper.store.Shop.OTHER_BOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.DatabaseException;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.PaymentMatch;
import dev.starkeeper.store.PaymentStore.RecordedFrom;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AssignmentStoreTest {
  private static final ChargeId CHARGE = new ChargeId("charge-1");

  private final TestDatabase test = TestDatabase.copy();
  private final Database database = test.database();
  private final Shop shop = new Shop(database);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void latestWordCounts() {
    held();
    var first = shop.invoice(shop.coins("coins-20", 8, 20));
    var second = shop.invoice(shop.coins("coins-30", 9, 30));
    assertThat(take(BOT)).isEmpty();

    request(first.id(), "server:a");
    request(second.id(), "server:b");

    assertThat(take(BOT)).contains(second.id());
    assertThat(take(OTHER_BOT)).isEmpty();
    assertThat(shop.rows("select requested_by from assignment_request"))
        .containsExactly("server:b");
  }

  @Test
  void whoTakesItKeepsOthersFromChangingIt() throws Exception {
    var invoice = held();
    request(invoice.id(), "server:a");

    assertThat(
            Waiting.whileOneHas(
                database,
                tx -> AssignmentStore.take(tx, BOT, CHARGE),
                tx -> AssignmentStore.request(tx, BOT, CHARGE, invoice.id(), "server:b", NOON)))
        .isTrue();
  }

  @Test
  void chargeAndInvoiceMustBeOurs() {
    var invoice = held();

    assertThatExceptionOfType(DatabaseException.Refused.class)
        .isThrownBy(() -> request(new InvoiceId(UUID.randomUUID()), "server:a"))
        .withMessageContaining("assignment_request_bot_id_invoice_id_fkey");
    shop.execute("delete from payment");
    assertThatExceptionOfType(DatabaseException.Refused.class)
        .isThrownBy(() -> request(invoice.id(), "server:a"))
        .withMessageContaining("assignment_request_bot_id_charge_id_fkey");
  }

  @Test
  void eightThreadsAssignAHeldChargeOnceAndItKeepsItsReason() throws Exception {
    var invoice = held();

    var assigned =
        Threads.eight(
            _ -> database.inTransaction(tx -> PaymentStore.assign(tx, BOT, CHARGE, invoice.id())));

    assertThat(assigned).containsOnlyOnce(true).hasSize(8);
    assertThat(shop.rows("select status || ' ' || reason || ' ' || invoice_id from payment"))
        .containsExactly("FULFILLED OTHER_PRICE " + invoice.id().payload());
  }

  /** A charge that no invoice explains; the invoice is another one's. */
  private Invoice held() {
    var invoice = shop.invoice(shop.coins("coins-10", 7, 10));
    var other = Shop.anInvoice(shop.coins("coins-11", 6, 11), Shop.parties(), 1);
    var nothing = new PaymentMatch.Nothing(PaymentMatch.Reason.OTHER_PRICE);
    database.inTransactionDo(tx ->
        PaymentStore.insertNew(
            tx,
            BOT,
            List.of(Shop.settled(Shop.payment(other, CHARGE.value()), nothing)),
            RecordedFrom.UPDATE,
            NOON));
    return invoice;
  }

  private void request(InvoiceId invoice, String by) {
    database.inTransactionDo(tx -> AssignmentStore.request(tx, BOT, CHARGE, invoice, by, NOON));
  }

  private Optional<InvoiceId> take(BotId bot) {
    return database.inTransaction(tx -> AssignmentStore.take(tx, bot, CHARGE));
  }
}
