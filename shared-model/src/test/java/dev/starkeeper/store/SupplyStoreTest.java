package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static dev.starkeeper.store.Shop.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.Parties;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.Sku;
import dev.starkeeper.model.Supply;
import dev.starkeeper.store.SupplyStore.Share;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SupplyStoreTest {
  private static final Instant LAPSE = NOON.plusSeconds(60);

  private final TestDatabase test = TestDatabase.copy();
  private final Database database = test.database();
  private final Shop shop = new Shop(database);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void onlyWhatHasAStockIsCounted() {
    shop.scarce("a", new Supply(3, Supply.NONE));
    shop.scarce("b", new Supply(Supply.NONE, 2));
    shop.scarce("c", Supply.UNLIMITED);
    shop.scarce("d", new Supply(0, 1));

    assertThat(lock("a", "b", "c", "d", "no such thing".replace(' ', '-')))
        .isEqualTo(Map.of(new Sku("a"), 3, new Sku("d"), 0));
  }

  @Test
  void eightThreadsTakeAsManyPiecesAsThereAre() throws Exception {
    var product = shop.scarce("a", new Supply(5, Supply.NONE));
    var invoices = Stream.generate(() -> shop.invoice(product)).limit(8).toList();

    var taken =
        Threads.eight(i ->
            database.inTransaction(tx -> {
              var left = SupplyStore.lock(tx, BOT, List.of(product.sku())).get(product.sku());
              if (left == null || left == 0) return false;
              SupplyStore.take(tx, BOT, List.of(invoices.get(i)), NOON);
              return true;
            }));

    assertThat(taken).filteredOn(got -> got).hasSize(5);
    assertThat(stock()).containsExactly("a 0");
  }

  @Test
  void eightThreadsChangeManyProductsInWhateverSequenceWithoutADeadlock() throws Exception {
    var sold =
        Stream.of("a", "b", "c", "d", "e", "f")
            .map(sku -> shop.invoice(shop.scarce(sku, new Supply(100, Supply.NONE))))
            .toList();
    var before = deadlocks();

    Threads.eight(i -> {
      for (var n = 0; n < 20; n++) {
        var some = i % 2 == 0 ? sold : sold.reversed();
        database.inTransactionDo(tx -> SupplyStore.putBack(tx, BOT, some, NOON));
      }
      return true;
    });

    assertThat(stock()).containsExactly("a 260", "b 260", "c 260", "d 260", "e 260", "f 260");
    assertThat(deadlocks()).isEqualTo(before);
  }

  @Test
  void whatIsTakenIsPutBackPieceByPieceAndUnlimitedStaysSo() {
    var scarce = shop.scarce("a", new Supply(9, Supply.NONE));
    var perCustomer = shop.scarce("b", new Supply(Supply.NONE, 2));
    var three = shop.saved(Shop.anInvoice(scarce, Shop.parties(), 3));
    var one = shop.invoice(scarce);
    var other = shop.invoice(perCustomer);

    take(three, one, other);
    assertThat(stock()).containsExactly("a 5", "b -");

    putBack(three, other);
    assertThat(stock()).containsExactly("a 8", "b -");
  }

  @Test
  void stockIsNeverBelowZeroWhateverAPersonAssigns() {
    var product = shop.scarce("a", new Supply(1, Supply.NONE));

    take(shop.saved(Shop.anInvoice(product, Shop.parties(), 3)));

    assertThat(stock()).containsExactly("a 0");
  }

  @Test
  void productOfAnotherBotIsItsOwn() {
    var invoice = shop.invoice(shop.scarce("a", new Supply(1, Supply.NONE)));

    database.inTransactionDo(tx -> SupplyStore.take(tx, Shop.OTHER_BOT, List.of(invoice), NOON));

    assertThat(stock()).containsExactly("a 1");
  }

  @Test
  void checkoutsHoldPiecesUntilTheyLapse() {
    var product = shop.scarce("a", new Supply(9, Supply.NONE));
    var mine = shop.saved(Shop.anInvoice(product, Shop.parties(), 2));
    var theirs = shop.saved(Shop.anInvoice(product, Shop.parties(), 3));
    var paid = shop.invoice(product);
    shop.invoice(product); // open
    hold(mine, theirs, paid);
    shop.pay(paid, "charge-1");

    assertThat(held(Set.of(), NOON)).isEqualTo(Map.of(product.sku(), 5));
    assertThat(held(Set.of(), LAPSE.minusNanos(1_000))).isEqualTo(Map.of(product.sku(), 5));
    assertThat(held(Set.of(mine.id()), NOON)).isEqualTo(Map.of(product.sku(), 3));
    assertThat(held(Set.of(mine.id(), theirs.id()), NOON)).isEmpty();
    assertThat(held(Set.of(), LAPSE)).isEmpty();
  }

  @Test
  void recipientHasHadWhatWasBoughtForHimAndWhatIsAboutToBe() {
    var product = shop.scarce("a", new Supply(Supply.NONE, 9));
    var parties = Shop.parties();
    var paid = shop.saved(Shop.anInvoice(product, parties, 2));
    shop.pay(paid, "charge-1");
    var held = shop.saved(Shop.anInvoice(product, parties, 3));
    hold(held);
    shop.saved(Shop.anInvoice(product, parties, 4)); // open
    shop.pay(shop.saved(Shop.anInvoice(product, Shop.swapped(parties), 5)), "charge-2");
    var refunded = shop.saved(Shop.anInvoice(product, parties, 6));
    shop.pay(refunded, "charge-3");
    refund(refunded, "charge-3");

    assertThat(had(product, parties, Set.of(), NOON)).isEqualTo(5);
    assertThat(had(product, parties, Set.of(), LAPSE)).isEqualTo(2);
    assertThat(had(product, parties, Set.of(held.id()), NOON)).isEqualTo(2);
    assertThat(had(product, Shop.swapped(parties), Set.of(), NOON)).isEqualTo(5);
    assertThat(had(product, Shop.parties(), Set.of(), NOON)).isZero();
  }

  @Test
  void lockMakesOthersWaitAndLeavesUnlimitedProductsAlone() throws Exception {
    shop.scarce("a", new Supply(1, Supply.NONE));
    shop.scarce("b", Supply.UNLIMITED);

    var blocked =
        Waiting.whileOneHas(
            database,
            tx -> SupplyStore.lock(tx, BOT, List.of(new Sku("a"), new Sku("b"))),
            tx -> SupplyStore.lock(tx, BOT, List.of(new Sku("a"))));
    var free =
        Waiting.whileOneHas(
            database,
            tx -> SupplyStore.lock(tx, BOT, List.of(new Sku("a"), new Sku("b"))),
            tx -> SupplyStore.lock(tx, BOT, List.of(new Sku("b"))));

    assertThat(blocked).isTrue();
    assertThat(free).isFalse();
  }

  private Map<Sku, Integer> lock(String... skus) {
    return database.inTransaction(
        tx -> SupplyStore.lock(tx, BOT, Stream.of(skus).map(Sku::new).toList()));
  }

  private Map<Sku, Integer> held(Set<InvoiceId> except, Instant now) {
    return database.inTransaction(
        tx -> SupplyStore.held(tx, BOT, List.of(new Sku("a"), new Sku("b")), except, now));
  }

  private int had(Product product, Parties parties, Set<InvoiceId> except, Instant now) {
    var share = new Share(product.sku(), parties.recipient());
    Collection<Share> twice = List.of(share, share);
    return database
        .inTransaction(tx -> SupplyStore.had(tx, BOT, twice, except, now))
        .getOrDefault(share, 0);
  }

  private void hold(Invoice... invoices) {
    for (var invoice : invoices) {
      database.inTransactionDo(tx ->
          CheckoutStore.hold(
              tx, BOT, Map.of(invoice.id(), "query of " + invoice.id().payload()), NOON, LAPSE));
    }
  }

  private void take(Invoice... invoices) {
    database.inTransactionDo(tx -> SupplyStore.take(tx, BOT, List.of(invoices), NOON));
  }

  private void putBack(Invoice... invoices) {
    database.inTransactionDo(tx -> SupplyStore.putBack(tx, BOT, List.of(invoices), NOON));
  }

  private void refund(Invoice invoice, String charge) {
    shop.execute("update invoice set state = 'REFUNDED' where charge_id = ?", charge);
    assertThat(shop.progress(invoice).isPaid()).isTrue();
  }

  private List<String> stock() {
    return shop.rows("select sku || ' ' || coalesce(stock::text, '-') from product order by sku");
  }

  private String deadlocks() {
    shop.execute("select pg_stat_force_next_flush()");
    return shop.rows(
            "select deadlocks::text from pg_stat_database where datname = current_database()")
        .getFirst();
  }
}
