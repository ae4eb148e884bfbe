package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static dev.starkeeper.store.Shop.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.DatabaseException;
import dev.starkeeper.db.Notifications;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.Progress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class InvoiceStoreTest {
  private final TestDatabase test = TestDatabase.copy();
  private final Database database = test.database();
  private final Shop shop = new Shop(database);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void comesBackAsItWasInserted() {
    var ofCoins = shop.saved(Shop.anInvoice(shop.coins("coins-10", 7, 10), Shop.parties(), 3));
    var ofAnUnlock = shop.invoice(shop.unlock("premium", 50));

    assertThat(find(ofCoins.id())).contains(ofCoins);
    assertThat(find(ofAnUnlock.id())).contains(ofAnUnlock);
    assertThat(find(new InvoiceId(UUID.randomUUID()))).isEmpty();
  }

  @Test
  void keepsWhatItSoldWhateverTheProductBecomes() {
    var product = shop.unlock("premium", 50);
    var invoice = shop.invoice(product);

    shop.repriced(product, 70);

    assertThat(find(invoice.id())).contains(invoice);
  }

  @Test
  void belongsToItsBot() {
    var invoice = shop.invoice(shop.unlock("premium", 50));

    assertThat(
            database
                .inTransaction(tx -> InvoiceStore.find(tx, Shop.OTHER_BOT, invoice.id()))
                .isEmpty())
        .isTrue();
  }

  @Test
  void paymentEndsTheHoldAndIsRemembered() {
    var invoice = shop.invoice(shop.unlock("premium", 50));
    hold(invoice);

    shop.pay(invoice, "charge-1");

    assertThat(shop.progress(invoice))
        .isEqualTo(new Progress.Paid(new ChargeId("charge-1"), NOON.plusSeconds(60)));
    assertThat(shop.rows("select state from invoice where checkout_query_id is null"))
        .containsExactly("PAID");
  }

  @Test
  void lockedInvoiceIsNobodyElses() {
    var product = shop.unlock("premium", 50);
    var one = shop.invoice(product);
    var other = shop.invoice(product);

    var locked =
        database.inTransaction(tx -> {
          var mine = InvoiceStore.lock(tx, BOT, List.of(one.id(), new InvoiceId(new UUID(1, 1))));
          assertThatExceptionOfType(DatabaseException.Unavailable.class)
              .isThrownBy(() -> lockElsewhere(one));
          lockElsewhere(other);
          return mine;
        });

    assertThat(locked).isEqualTo(Map.of(one.id(), one));
  }

  private void lockElsewhere(Invoice invoice) {
    try (var elsewhere = Database.open(test.config(), "elsewhere")) {
      elsewhere.inTransactionDo(tx ->
          tx.execute("select from invoice where id = ? for update nowait", invoice.id().value()));
    }
  }

  @Test
  void whoWaitsIsToldOfEachInvoice() throws Exception {
    var heard = new LinkedBlockingQueue<String>();
    var one = new InvoiceId(new UUID(0x7000, 1));
    var other = new InvoiceId(new UUID(0x7000, 2));
    var listener =
        new Notifications.Listener() {
          @Override
          public void connected() {
            heard.add("connected");
          }

          @Override
          public void notified(String payload) {
            heard.add(payload);
          }
        };

    try (var _ = Notifications.listen(test.config(), InvoiceStore.CHANGED, listener)) {
      assertThat(heard.take()).isEqualTo("connected");
      database.inTransactionDo(tx -> InvoiceStore.notifyChanged(tx, BOT, List.of(one, other)));

      assertThat(List.of(heard.take(), heard.take()))
          .containsExactlyInAnyOrder("7000001:" + one.payload(), "7000001:" + other.payload());
    }
  }

  private void hold(Invoice invoice) {
    database.inTransactionDo(tx ->
        CheckoutStore.hold(tx, BOT, Map.of(invoice.id(), "query-1"), NOON, NOON.plusSeconds(60)));
  }

  private Optional<Invoice> find(InvoiceId id) {
    return database.inTransaction(tx -> InvoiceStore.find(tx, BOT, id));
  }
}
