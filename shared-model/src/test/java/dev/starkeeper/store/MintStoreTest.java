package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static dev.starkeeper.store.Shop.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.Parties;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.store.MintStore.Look;
import dev.starkeeper.store.MintStore.Written;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MintStoreTest {
  private static final String HASH = "1".repeat(64);

  private final TestDatabase test = TestDatabase.copy();
  private final Shop shop = new Shop(test.database());
  private final Product product = shop.coins("coins-10", 7, 10);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void productIsSeenAsItIsNow() {
    var dearer = shop.repriced(product, 8);

    assertThat(look(Shop.parties(), NOON)).contains(new Look(dearer, Optional.empty(), 0));
    assertThat(look(Shop.OTHER_BOT, Shop.parties(), Optional.empty())).isEmpty();
  }

  @Test
  void openInvoiceIsSeenWithWhatItSellsThoughThatIsOutdated() {
    var invoice = shop.invoice(product);
    var dearer = shop.repriced(product, 8);

    var look = look(invoice.parties(), NOON.plusSeconds(1));

    assertThat(look).contains(new Look(dearer, Optional.of(invoice), 0));
    assertThat(look(Shop.parties(), NOON).orElseThrow().open()).isEmpty();
    shop.pay(invoice, "charge-1");
    assertThat(look(invoice.parties(), NOON).orElseThrow().open()).isEmpty();
  }

  @Test
  void countsWhatABuyerHadMadeSince() {
    var invoice = shop.invoice(product);
    shop.invoice(product); // somebody else's

    assertThat(look(invoice.parties(), NOON.minusNanos(1_000)).orElseThrow().madeSince()).isOne();
    assertThat(look(invoice.parties(), NOON).orElseThrow().madeSince()).isZero();
  }

  @Test
  void invoiceKeyAndBuyerAreWrittenTogether() {
    var invoice = Shop.anInvoice(product, Shop.parties(), 1);
    var himself = new TelegramUser(invoice.parties().buyer(), "de");

    assertThat(write(invoice, Optional.of(key("k")), Optional.of(himself))).isEqualTo(Written.ALL);

    assertThat(look(invoice.parties(), NOON).orElseThrow().open()).contains(invoice);
    assertThat(
            shop.rows(
                "select caller || ' ' || key || ' ' || request_hash || ' ' || invoice_id from idempotency_key"))
        .containsExactly("customer:501 k " + HASH + " " + invoice.id().payload());
    assertThat(shop.rows("select customer_id || ' ' || language_code from customer"))
        .containsExactly(himself.id().value() + " de");
  }

  @Test
  void withoutKeyAndBuyerThereIsTheInvoiceAlone() {
    var invoice = Shop.anInvoice(product, Shop.parties(), 1);

    assertThat(write(invoice, Optional.empty(), Optional.empty())).isEqualTo(Written.ALL);

    assertThat(shop.rows("select key from idempotency_key")).isEmpty();
    assertThat(shop.rows("select customer_id::text from customer")).isEmpty();
  }

  @Test
  void nothingIsWrittenBesideAnOpenInvoice() {
    var open = shop.invoice(product);
    var second = Shop.anInvoice(product, open.parties(), 1);
    var himself = new TelegramUser(second.parties().buyer(), "de");

    assertThat(write(second, Optional.of(key("k")), Optional.of(himself)))
        .isEqualTo(Written.NOTHING);

    assertThat(shop.rows("select id::text from invoice")).containsExactly(open.id().payload());
    assertThat(shop.rows("select key from idempotency_key")).isEmpty();
    assertThat(shop.rows("select customer_id::text from customer")).isEmpty();
  }

  @Test
  void keyThatIsTakenIsTold() {
    var first = Shop.anInvoice(product, Shop.parties(), 1);
    write(first, Optional.of(key("k")), Optional.empty());

    var second = Shop.anInvoice(product, Shop.parties(), 1);

    assertThat(write(second, Optional.of(key("k")), Optional.empty()))
        .isEqualTo(Written.WITHOUT_ITS_KEY);
  }

  private Optional<Look> look(Parties parties, Instant since) {
    return look(BOT, parties, Optional.of(since));
  }

  private Optional<Look> look(BotId bot, Parties parties, Optional<Instant> since) {
    return test.database()
        .read(reading -> MintStore.look(reading, bot, parties, product.sku(), 1, since));
  }

  private Written write(
      Invoice invoice, Optional<IdempotencyStore.Key> key, Optional<TelegramUser> himself) {
    return test.database().inTransaction(tx -> MintStore.write(tx, BOT, invoice, key, himself));
  }

  private static IdempotencyStore.Key key(String key) {
    return new IdempotencyStore.Key("customer:501", key, HASH);
  }
}
