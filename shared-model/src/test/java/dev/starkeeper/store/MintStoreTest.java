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
import dev.starkeeper.store.IdempotencyStore.Answered;
import dev.starkeeper.store.MintStore.Draft;
import dev.starkeeper.store.MintStore.Written;
import dev.starkeeper.store.WishStore.Look;
import dev.starkeeper.store.WishStore.Wish;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

    assertThat(look(Shop.parties(), NOON)).isEqualTo(seen(dearer, Optional.empty()));
    assertThat(look(Shop.OTHER_BOT, wish(Shop.parties(), Optional.empty())).product()).isEmpty();
  }

  @Test
  void openInvoiceIsSeenWithWhatItSellsThoughThatIsOutdated() {
    var invoice = shop.invoice(product);
    var dearer = shop.repriced(product, 8);

    var look = look(invoice.parties(), NOON.plusSeconds(1));

    assertThat(look).isEqualTo(seen(dearer, Optional.of(invoice)));
    assertThat(look(Shop.parties(), NOON).open()).isEmpty();
    shop.pay(invoice, "charge-1");
    assertThat(look(invoice.parties(), NOON).open()).isEmpty();
  }

  @Test
  void countsWhatABuyerHadMadeSince() {
    var invoice = shop.invoice(product);
    shop.invoice(product); // somebody else's

    assertThat(look(invoice.parties(), NOON.minusNanos(1_000)).madeSince()).isOne();
    assertThat(look(invoice.parties(), NOON).madeSince()).isZero();
  }

  @Test
  void invoiceKeyAndBuyerAreWrittenTogether() {
    var invoice = Shop.anInvoice(product, Shop.parties(), 1);
    var himself = new TelegramUser(invoice.parties().buyer(), "de");

    assertThat(write(invoice, Optional.of(key("k")), Optional.of(himself))).isEqualTo(Written.ALL);

    assertThat(look(invoice.parties(), NOON).open()).contains(invoice);
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

  @Test
  void keyThatIsTakenIsToldOfItsOwnInvoiceAlone() {
    var drafts =
        List.of(
            new Draft(Shop.anInvoice(product, Shop.parties(), 1), Optional.of(key("a")), none()),
            new Draft(Shop.anInvoice(product, Shop.parties(), 1), Optional.of(key("a")), none()),
            new Draft(Shop.anInvoice(product, Shop.parties(), 1), Optional.of(key("b")), none()));

    var written = test.database().inTransaction(tx -> MintStore.write(tx, BOT, drafts));

    assertThat(written)
        .containsExactlyInAnyOrder(Written.ALL, Written.WITHOUT_ITS_KEY, Written.ALL);
    assertThat(written.getLast()).isEqualTo(Written.ALL);
  }

  @Test
  void manyAreWrittenAndSeenEachForItself() {
    var open = shop.invoice(product);
    var first = Shop.anInvoice(product, Shop.parties(), 1);
    var beside = Shop.anInvoice(product, open.parties(), 1);
    var last = Shop.anInvoice(product, Shop.parties(), 2);
    var drafts =
        Stream.of(last, beside, first).map(i -> new Draft(i, Optional.empty(), none())).toList();

    assertThat(test.database().<List<Written>>inTransaction(tx -> MintStore.write(tx, BOT, drafts)))
        .containsExactly(Written.ALL, Written.NOTHING, Written.ALL);

    var wishes =
        Stream.of(first, last, open)
            .map(i ->
                new Wish(
                    i.parties(), product.sku(), i.item().quantity(), Optional.empty(), since()))
            .toList();
    assertThat(test.database().<List<Look>>read(tx -> WishStore.look(tx, BOT, wishes)))
        .containsExactly(
            seen(product, Optional.of(first)),
            seen(product, Optional.of(last)),
            seen(product, Optional.of(open)));
  }

  @Test
  void whatAKeyWasAnsweredIsSeenByItsCallerAlone() {
    var invoice = Shop.anInvoice(product, Shop.parties(), 1);
    write(invoice, Optional.of(key("k")), none());

    assertThat(lookUnder(key("k")).answered()).contains(new Answered(invoice.id(), true));
    assertThat(lookUnder(new IdempotencyStore.Key("customer:501", "k", "2".repeat(64))).answered())
        .contains(new Answered(invoice.id(), false));
    assertThat(lookUnder(new IdempotencyStore.Key("customer:502", "k", HASH)).answered()).isEmpty();
  }

  private Look lookUnder(IdempotencyStore.Key key) {
    return look(BOT, new Wish(Shop.parties(), product.sku(), 1, Optional.of(key), since()));
  }

  private static Look seen(Product product, Optional<Invoice> open) {
    return new Look(Optional.empty(), Optional.of(product), open, 0);
  }

  private Look look(Parties parties, Instant since) {
    return look(BOT, wish(parties, Optional.of(since)));
  }

  private Wish wish(Parties parties, Optional<Instant> since) {
    return new Wish(parties, product.sku(), 1, Optional.empty(), since);
  }

  private Look look(BotId bot, Wish wish) {
    return test.database()
        .<List<Look>>read(reading -> WishStore.look(reading, bot, List.of(wish)))
        .getFirst();
  }

  private Written write(
      Invoice invoice, Optional<IdempotencyStore.Key> key, Optional<TelegramUser> himself) {
    var drafts = List.of(new Draft(invoice, key, himself));
    return test.database()
        .<List<Written>>inTransaction(tx -> MintStore.write(tx, BOT, drafts))
        .getFirst();
  }

  private static Optional<Instant> since() {
    return Optional.of(NOON);
  }

  private static Optional<TelegramUser> none() {
    return Optional.empty();
  }

  private static IdempotencyStore.Key key(String key) {
    return new IdempotencyStore.Key("customer:501", key, HASH);
  }
}
