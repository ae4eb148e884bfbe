package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static dev.starkeeper.store.Shop.EXPIRY;
import static dev.starkeeper.store.Shop.NOON;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.CheckoutFacts;
import dev.starkeeper.model.Holding;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CheckoutStoreTest {
  private static final Duration HOLD = Duration.ofSeconds(60);
  private static final Instant LAPSE = NOON.plus(HOLD);

  private final TestDatabase test = TestDatabase.copy();
  private final Database database = test.database();
  private final Shop shop = new Shop(database);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void holdIsNotedInTheInvoice() {
    var invoice = shop.invoice(shop.unlock("premium", 50));

    assertThat(hold(invoice, "query-1", NOON)).isTrue();

    assertThat(shop.progress(invoice)).isEqualTo(new Progress.Checkout("query-1", LAPSE));
  }

  @Test
  void anotherQueryGetsItOnceTheHoldHasLapsedAndNotBefore() {
    var invoice = shop.invoice(shop.unlock("premium", 50));
    hold(invoice, "query-1", NOON);

    assertThat(hold(invoice, "query-2", micro(LAPSE, -1))).isFalse();
    assertThat(shop.progress(invoice)).isEqualTo(new Progress.Checkout("query-1", LAPSE));

    assertThat(hold(invoice, "query-2", LAPSE)).isTrue();
    assertThat(shop.progress(invoice))
        .isEqualTo(new Progress.Checkout("query-2", LAPSE.plus(HOLD)));
  }

  @Test
  void sameQueryHoldsAgainEvenAfterTheInvoiceExpired() {
    var invoice = shop.invoice(shop.unlock("premium", 50));
    hold(invoice, "query-1", micro(EXPIRY, -1));

    assertThat(hold(invoice, "query-1", EXPIRY.plus(HOLD))).isTrue();
    assertThat(shop.progress(invoice))
        .isEqualTo(new Progress.Checkout("query-1", EXPIRY.plus(HOLD).plus(HOLD)));
  }

  @Test
  void expiredInvoiceIsNotHeld() {
    var open = shop.invoice(shop.unlock("premium", 50));
    var lapsed = shop.invoice(shop.unlock("gold", 51));
    hold(lapsed, "query-1", NOON);

    assertThat(hold(open, "query-2", EXPIRY)).isFalse();
    assertThat(hold(lapsed, "query-2", EXPIRY)).isFalse();
    assertThat(hold(open, "query-2", micro(EXPIRY, -1))).isTrue();
    assertThat(hold(lapsed, "query-2", micro(EXPIRY, -1))).isTrue();
  }

  @Test
  void invoiceOfAnotherBotIsNotHeld() {
    var invoice = shop.invoice(shop.unlock("premium", 50));

    var held =
        database.inTransaction(tx ->
            CheckoutStore.hold(tx, Shop.OTHER_BOT, Map.of(invoice.id(), "query-1"), NOON, LAPSE));

    assertThat(held).isEmpty();
    assertThat(shop.progress(invoice)).isEqualTo(new Progress.Open());
  }

  @Test
  void eachOfManyIsHeldForItsOwnQuery() {
    var product = shop.coins("coins-10", 7, 10);
    var queries =
        Stream.generate(() -> shop.invoice(product))
            .limit(100)
            .collect(toMap(Invoice::id, invoice -> "for " + invoice.id().payload()));
    var unknown = new InvoiceId(UUID.randomUUID());
    queries.put(unknown, "query of nothing");

    var held = database.inTransaction(tx -> CheckoutStore.hold(tx, BOT, queries, NOON, LAPSE));

    assertThat(held).hasSize(100).doesNotContain(unknown);
    assertThat(shop.rows("select 1 from invoice where checkout_query_id = 'for ' || id"))
        .hasSize(100);
  }

  @Test
  void eightThreadsHoldOneInvoiceOnce() throws Exception {
    var invoice = shop.invoice(shop.unlock("premium", 50));

    var held = Threads.eight(i -> hold(invoice, "query-" + i, NOON));

    assertThat(held).containsOnlyOnce(true).hasSize(8);
  }

  @Test
  void eightThreadsHoldALapsedInvoiceOnce() throws Exception {
    var invoice = shop.invoice(shop.unlock("premium", 50));
    hold(invoice, "query-of-old", NOON);

    var held = Threads.eight(i -> hold(invoice, "query-" + i, LAPSE));

    assertThat(held).containsOnlyOnce(true).hasSize(8);
  }

  @Test
  void releaseGivesBackWhatThatQueryHolds() {
    var mine = shop.invoice(shop.unlock("premium", 50));
    var theirs = shop.invoice(shop.unlock("gold", 51));
    var paid = shop.invoice(shop.unlock("silver", 52));
    hold(mine, "query-1", NOON);
    hold(theirs, "query-2", NOON);
    hold(paid, "query-3", NOON);
    shop.pay(paid, "charge-1");

    var queries = Map.of(mine.id(), "query-1", theirs.id(), "query-9", paid.id(), "query-3");
    database.inTransactionDo(tx -> CheckoutStore.release(tx, BOT, queries));

    assertThat(shop.progress(mine)).isEqualTo(new Progress.Open());
    assertThat(shop.progress(theirs)).isEqualTo(new Progress.Checkout("query-2", LAPSE));
    assertThat(shop.progress(paid)).isInstanceOf(Progress.Paid.class);
  }

  @Test
  void factsTellWhatWasSoldAndWhatIsSoldToday() {
    var product = shop.unlock("premium", 50);
    var invoice = shop.invoice(product);
    var today = shop.repriced(product, 60);

    var facts = facts(List.of(invoice.id(), new InvoiceId(UUID.randomUUID())));

    assertThat(facts)
        .isEqualTo(Map.of(invoice.id(), new CheckoutFacts(invoice, today, Holding.NOTHING)));
  }

  @Test
  void ownedIsWhatTheRecipientHasAndNotTheBuyer() {
    var premium = shop.unlock("premium", 50);
    var first = shop.invoice(premium);
    shop.pay(first, "charge-1");
    var again = Shop.anInvoice(premium, first.parties(), 1);
    var parties = first.parties();
    var back = Shop.anInvoice(premium, Shop.swapped(parties), 1);
    shop.saved(again);
    shop.saved(back);

    assertThat(owned(again)).isTrue();
    assertThat(owned(back)).isFalse();

    shop.execute("update entitlement_grant set revoked_at = granted_at");
    assertThat(owned(again)).isFalse();
  }

  @Test
  void consumableIsNeverOwned() {
    var invoice = shop.invoice(shop.coins("coins-10", 7, 10));
    shop.pay(invoice, "charge-1");

    assertThat(owned(invoice)).isFalse();
  }

  private boolean owned(Invoice invoice) {
    return facts(Set.of(invoice.id())).values().iterator().next().holding().forever();
  }

  private Map<InvoiceId, CheckoutFacts> facts(Collection<InvoiceId> invoices) {
    return database.inTransaction(tx -> CheckoutStore.facts(tx, BOT, invoices));
  }

  private boolean hold(Invoice invoice, String query, Instant now) {
    return database
        .inTransaction(
            tx -> CheckoutStore.hold(tx, BOT, Map.of(invoice.id(), query), now, now.plus(HOLD)))
        .contains(invoice.id());
  }

  /** PostgreSQL's times are to the microsecond. */
  private static Instant micro(Instant instant, int micros) {
    return instant.plus(Duration.ofNanos(1_000L * micros));
  }
}
