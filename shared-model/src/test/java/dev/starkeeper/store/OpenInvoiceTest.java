package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static dev.starkeeper.store.Shop.EXPIRY;
import static dev.starkeeper.store.Shop.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.Parties;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.Progress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A buyer has one open invoice for a thing. */
final class OpenInvoiceTest {
  private final TestDatabase test = TestDatabase.copy();
  private final Database database = test.database();
  private final Shop shop = new Shop(database);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void buyerHasOneOpenInvoiceForAThing() {
    var product = shop.coins("coins-10", 7, 10);
    var parties = Shop.parties();
    var first = shop.saved(Shop.anInvoice(product, parties, 3));

    assertThat(shop.insert(Shop.anInvoice(product, parties, 3))).isFalse();
    hold(first);
    assertThat(shop.insert(Shop.anInvoice(product, parties, 3))).isFalse();
    shop.pay(first, "charge-1");
    assertThat(shop.insert(Shop.anInvoice(product, parties, 3))).isTrue();
  }

  @Test
  void anotherThingQuantityBuyerOrRecipientIsAnotherInvoice() {
    var coins = shop.coins("coins-10", 7, 10);
    var parties = Shop.parties();
    var other = Shop.parties();
    shop.saved(Shop.anInvoice(coins, parties, 3));

    assertThat(shop.insert(Shop.anInvoice(shop.coins("coins-20", 7, 20), parties, 3))).isTrue();
    assertThat(shop.insert(Shop.anInvoice(coins, parties, 4))).isTrue();
    assertThat(
            shop.insert(Shop.anInvoice(coins, new Parties(other.buyer(), parties.recipient()), 3)))
        .isTrue();
    assertThat(
            shop.insert(Shop.anInvoice(coins, new Parties(parties.buyer(), other.recipient()), 3)))
        .isTrue();
  }

  @Test
  void eightThreadsMakeOneInvoice() throws Exception {
    var product = shop.unlock("premium", 50);
    var parties = Shop.parties();

    var made = Threads.eight(_ -> shop.insert(Shop.anInvoice(product, parties, 1)));

    assertThat(made).containsOnlyOnce(true).hasSize(8);
    assertThat(shop.rows("select id::text from invoice")).hasSize(1);
  }

  @Test
  void eightThreadsReplaceAnOutdatedInvoiceOnce() throws Exception {
    var product = shop.unlock("premium", 50);
    var parties = Shop.parties();
    var old = shop.saved(Shop.anInvoice(product, parties, 1));
    var today = shop.repriced(product, 60);

    var made =
        Threads.eight(_ ->
            database.inTransaction(tx -> {
              InvoiceStore.closeOutdated(tx, BOT, parties, today, 1, NOON);
              return Shop.insert(tx, Shop.anInvoice(today, parties, 1));
            }));

    assertThat(made).containsOnlyOnce(true).hasSize(8);
    assertThat(shop.progress(old)).isEqualTo(new Progress.Voided());
  }

  @Test
  void openOneIsFoundByWhatItSellsToWhom() {
    var product = shop.coins("coins-10", 7, 10);
    var parties = Shop.parties();
    var invoice = shop.saved(Shop.anInvoice(product, parties, 3));

    assertThat(findOpen(parties, product, 3)).contains(invoice);
    assertThat(findOpen(parties, product, 4)).isEmpty();
    assertThat(findOpen(Shop.swapped(parties), product, 3)).isEmpty();

    shop.pay(invoice, "charge-1");
    assertThat(findOpen(parties, product, 3)).isEmpty();
  }

  @Test
  void closesWhatIsExpiredAndNotAMomentSooner() {
    var product = shop.unlock("premium", 50);
    var invoice = shop.invoice(product);

    closeOutdated(invoice, product, EXPIRY.minusNanos(1_000));
    assertThat(shop.progress(invoice)).isEqualTo(new Progress.Open());

    closeOutdated(invoice, product, EXPIRY);
    assertThat(shop.progress(invoice)).isEqualTo(new Progress.Expired());
  }

  @Test
  void voidsWhatSellsAnotherVersionOnceNobodyMayBePayingItAnyMore() {
    var product = shop.unlock("premium", 50);
    var invoice = shop.invoice(product);
    hold(invoice);
    var dearer = shop.repriced(product, 60);

    closeOutdated(invoice, dearer, NOON);
    assertThat(shop.progress(invoice)).isInstanceOf(Progress.Checkout.class);

    closeOutdated(invoice, dearer, EXPIRY.minusNanos(1_000));
    assertThat(shop.progress(invoice)).isEqualTo(new Progress.Voided());
  }

  @Test
  void whatIsPaidOrSomebodyElsesIsNotClosed() {
    var product = shop.unlock("premium", 50);
    var paid = shop.invoice(product);
    shop.pay(paid, "charge-1");
    var somebodyElses = shop.invoice(product);

    closeOutdated(paid, shop.repriced(product, 60), EXPIRY);

    assertThat(shop.progress(paid)).isInstanceOf(Progress.Paid.class);
    assertThat(shop.progress(somebodyElses)).isEqualTo(new Progress.Open());
  }

  private void hold(Invoice invoice) {
    database.inTransactionDo(tx ->
        CheckoutStore.hold(tx, BOT, Map.of(invoice.id(), "query-1"), NOON, NOON.plusSeconds(60)));
  }

  private void closeOutdated(Invoice invoice, Product product, Instant now) {
    database.inTransactionDo(
        tx -> InvoiceStore.closeOutdated(tx, BOT, invoice.parties(), product, 1, now));
  }

  private Optional<Invoice> findOpen(Parties parties, Product product, int quantity) {
    return database.inTransaction(
        tx -> InvoiceStore.findOpen(tx, BOT, parties, product.sku(), quantity));
  }
}
