package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static dev.starkeeper.store.Shop.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.Cause;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.Claim;
import dev.starkeeper.model.CreditUnit;
import dev.starkeeper.model.Entitlement;
import dev.starkeeper.model.Event;
import dev.starkeeper.model.Good;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.Item;
import dev.starkeeper.model.ManualGrantId;
import dev.starkeeper.model.Parties;
import dev.starkeeper.model.Period;
import dev.starkeeper.model.Progress;
import dev.starkeeper.model.Purse;
import dev.starkeeper.model.Recurrence;
import dev.starkeeper.model.RefundedPayment;
import dev.starkeeper.model.Sku;
import dev.starkeeper.model.Stars;
import dev.starkeeper.model.SuccessfulPayment;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.store.LedgerStore.Place;
import dev.starkeeper.store.RefundStore.ToldBy;
import dev.starkeeper.store.SupplyStore.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A hot statement costs the same in a large installation as in a small one. PostgreSQL's counters
 * say what it read, with the plan made for any values, as one gets it that is run again and again.
 */
final class PlansTest {
  private static final int ROWS = 5_000; // reading all of them is never the cheaper way
  private static final TestDatabase TEST = TestDatabase.copy();

  private static final InvoiceId INVOICE = new InvoiceId(new UUID(0, 4_001));
  private static final ChargeId CHARGE = new ChargeId("charge-4001");
  private static final TelegramUserId CUSTOMER = new TelegramUserId(4_001);
  private static final Parties PARTIES = new Parties(CUSTOMER, CUSTOMER);
  private static final ManualGrantId GRANT = new ManualGrantId(INVOICE.value());
  private static final Sku SKU = new Sku("sku-4001");
  private static final Claim CLAIM = new Claim(CUSTOMER, new Entitlement("e-4001"));
  private static final Share SHARE = new Share(SKU, CUSTOMER);
  private static final Instant TWO = Instant.parse("2026-11-01T14:00:00Z");
  private static final Instant LATER = Instant.parse("2027-01-01T00:00:00Z");

  /** Row n of every table belongs to invoice, customer, product n. */
  @BeforeAll
  static void manyRows() {
    for (var insert :
        List.of(
            "product_version select 7000001, 'sku-' || n, 1, 't', 'd', null, 7, 'UNLOCK', 'e-' || n,"
                + " null, null, now()",
            "product select 7000001, 'sku-' || n, 1, true, now(), 5, 5",
            "customer select 7000001, n, 'en', now()",
            "invoice select 7000001, lpad(to_hex(n), 32, '0')::uuid, n, n, 'sku-' || n, 1, 1, 7, 'OPEN',"
                + " 'https://t.me/$' || n, '2026-11-01T11:00Z', '2026-11-01T13:00Z'",
            "payment select 7000001, 'charge-' || n, n, 7, 'p', lpad(to_hex(n), 32, '0')::uuid,"
                + " 'FULFILLED', null, false, 'UPDATE', now(), now()",
            "entitlement_grant select 7000001, 'charge-' || n, n, 'e-' || n, now()",
            "credit_entry select 7000001, 'charge-' || n, n, 'coins', 5, now()",
            // Checkouts of one product that were never paid: nobody clears them away.
            "invoice select 7000001, lpad(to_hex(100000 + n), 32, '0')::uuid, n, n, 'sku-4001', 1, 2, 14,"
                + " 'CHECKOUT', 'https://t.me/$' || n, '2026-11-01T11:00Z', '2026-11-01T13:00Z', 'query',"
                + " '2026-11-01T11:30Z'",
            "subscription select 7000001, lpad(to_hex(n), 32, '0')::uuid, n, n, 'charge-' || n, now(), 'ON',"
                + " '2026-11-01T13:00Z'::timestamptz + n * interval '1 minute'",
            "manual_grant select 7000001, lpad(to_hex(n), 32, '0')::uuid, n, 'm-' || n, null, 'why',"
                + " 'server:a', now(), null, null, 'k-' || n, repeat('0', 64)",
            "credit_debit select 7000001, 4001, 'gems', n, lpad(to_hex(n), 32, '0')::uuid, 1, n, 5, 'why',"
                + " 'server:a', 'k-' || n, repeat('0', 64), now() + n * interval '1 minute'",
            "entitlement_end select 7000001, n, 'e-' || n,"
                + " '2026-11-01T13:00Z'::timestamptz + n * interval '1 minute'",
            "event select 7000001, 1000000 + n, 'credits.changed', n, now(), '{}'",
            "refund_request select 7000001, 'charge-' || n, 'why', 'server:a', now()",
            "idempotency_key select 7000001, 'customer:' || n, 'k', repeat('0', 64),"
                + " lpad(to_hex(n), 32, '0')::uuid, now()")) {
      new Shop(TEST.database())
          .execute("insert into " + insert + " from generate_series(1, " + ROWS + ") n");
    }
    new Shop(TEST.database()).execute("analyze");
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  static Stream<Arguments> hotStatements() {
    return Stream.of(ofSales(), ofRefundsAndMonths(), ofGrantsAndDebits()).flatMap(all -> all);
  }

  private static Stream<Arguments> ofGrantsAndDebits() {
    var key = new IdempotencyStore.Key("server:a", "k-4001", "0".repeat(64));
    var gems = new Purse(CUSTOMER, new CreditUnit("gems"));
    return Stream.of(
        statement("account", 1, tx -> DebitStore.account(tx, BOT, gems)),
        statement("debit", 1, tx -> DebitStore.find(tx, BOT, key)),
        statement("ledger", 11, tx -> LedgerStore.entries(tx, BOT, gems, Place.TOP, 10)),
        statement("grant", 1, tx -> ManualGrantStore.lock(tx, BOT, CUSTOMER, GRANT)),
        statement("keyed grant", 1, tx -> ManualGrantStore.find(tx, BOT, key)),
        statement("grants", 1, tx -> ManualGrantStore.of(tx, BOT, CUSTOMER, Optional.empty(), 9)),
        statement("due", 10, tx -> EntitlementEndStore.due(tx, LATER, 10)),
        statement("lock due", 1, tx -> EntitlementEndStore.lockDue(tx, BOT, List.of(CLAIM), LATER)),
        statement(
            "look again", 2, tx -> EntitlementEndStore.lookAgain(tx, BOT, Map.of(CLAIM, TWO))),
        statement("forget", 1, tx -> EntitlementEndStore.forget(tx, BOT, List.of(CLAIM))),
        statement("events", 10, tx -> EventStore.after(tx, BOT, 1_002_000, 10)));
  }

  private static Stream<Arguments> ofSales() {
    var hold = Map.of(INVOICE, "query-1");
    var key = new IdempotencyStore.Key("customer:4001", "k", "0".repeat(64));
    var wish = new WishStore.Wish(PARTIES, SKU, 1, Optional.of(key), Optional.of(NOON));
    return Stream.of(
        statement("facts", 6, tx -> CheckoutStore.facts(tx, BOT, List.of(INVOICE))),
        statement("hold", 1, tx -> CheckoutStore.hold(tx, BOT, hold, NOON, NOON.plusSeconds(60))),
        statement("release", 1, tx -> CheckoutStore.release(tx, BOT, hold)),
        statement("invoice", 2, tx -> InvoiceStore.find(tx, BOT, INVOICE)),
        statement("lock", 2, tx -> InvoiceStore.lock(tx, BOT, List.of(INVOICE))),
        statement("open invoice", 2, tx -> InvoiceStore.findOpen(tx, BOT, PARTIES, SKU, 1)),
        statement("mint", 5, tx -> WishStore.look(tx, BOT, List.of(wish))),
        statement("entitlements", 2, tx -> OwnershipStore.grants(tx, BOT, CUSTOMER)),
        statement("credits", 1, tx -> OwnershipStore.credits(tx, BOT, CUSTOMER)),
        statement("holding", 2, tx -> HoldingStore.find(tx, BOT, CLAIM)),
        statement("holdings", 2, tx -> HoldingStore.find(tx, BOT, List.of(CLAIM))),
        statement("supply", 1, tx -> SupplyStore.lock(tx, BOT, List.of(SKU))),
        statement("held", 1, tx -> SupplyStore.held(tx, BOT, List.of(SKU), Set.of(INVOICE), NOON)),
        statement("had", 2, tx -> SupplyStore.had(tx, BOT, List.of(SHARE), Set.of(INVOICE), NOON)),
        statement("take", 2, tx -> SupplyStore.take(tx, BOT, List.of(invoice()), NOON)),
        statement("payment", 1, tx -> PaymentStore.find(tx, BOT, List.of(CHARGE))),
        statement("receipt", 4, tx -> ReceiptStore.receipt(tx, BOT, CHARGE)),
        statement("product", 2, tx -> ProductStore.find(tx, BOT, SKU)),
        statement("idempotency key", 1, tx -> IdempotencyStore.find(tx, BOT, key)));
  }

  private static Stream<Arguments> ofRefundsAndMonths() {
    return Stream.of(
        statement("revoke", 3, tx -> OwnershipStore.revoke(tx, BOT, List.of(CHARGE), NOON)),
        statement(
            "take credits", 2, tx -> OwnershipStore.takeCredits(tx, BOT, List.of(CHARGE), NOON)),
        statement("to refund", 3, tx -> RefundStore.find(tx, BOT, CHARGE)),
        statement(
            "mark refunded", 1, tx -> RefundStore.mark(tx, BOT, List.of(refund()), ToldBy.US)),
        statement("take a request", 2, tx -> RefundStore.take(tx, BOT, CHARGE, NOON)),
        statement("invoices of", 1, tx -> PaymentStore.invoicesOf(tx, BOT, List.of(CHARGE))),
        statement("assign", 1, tx -> PaymentStore.assign(tx, BOT, CHARGE, INVOICE)),
        statement("date months", 2, tx -> PaymentStore.dateMonths(tx, BOT, List.of(month()))),
        statement("subscription", 3, tx -> SubscriptionStore.find(tx, BOT, INVOICE)),
        statement("subscriptions", 3, tx -> SubscriptionStore.lock(tx, BOT, List.of(INVOICE))),
        statement("subscriptions of", 5, tx -> SubscriptionStore.of(tx, BOT, CUSTOMER, 9)),
        statement(
            "reckon",
            2,
            tx -> SubscriptionStore.reckonAfterRefund(tx, BOT, List.of(INVOICE.value()), NOON)),
        statement("ended", 9, tx -> SubscriptionStore.markEnded(tx, TWO, Duration.ZERO, 1)));
  }

  /** Ten of many are due: neither those that are not, nor those that were told, are read. */
  @Test
  void whatEndsIsFoundByTheClockAlone() {
    reads(100, true, tx -> SubscriptionStore.markEnded(tx, TWO, Duration.ZERO, 10));
    reads(100, true, tx -> InvoiceExpiryStore.expire(tx, LATER, 10));
  }

  @Test
  void whatIsOnlyWrittenReadsNothing() {
    var event =
        new Event.OfCredits(CUSTOMER, new CreditUnit("coins"), 5, new Cause.OfCharge(CHARGE), NOON);
    reads(1, false, tx -> EventStore.append(tx, BOT, List.of(event)));
    reads(1, false, tx -> RefundStore.insertRefunded(tx, BOT, List.of(refund()), ToldBy.US, NOON));
    reads(1, false, tx -> RefundStore.request(tx, BOT, CHARGE, "why", "server:a", NOON));
  }

  /** The invoice of the customer and the product that all statements are about. */
  private static Invoice invoice() {
    return new Invoice(
        INVOICE,
        PARTIES,
        new Item(SKU, 1, "t", new Good.Unlock(CLAIM.entitlement()), 1, new Stars(7)),
        new Period(NOON, Shop.EXPIRY),
        new Progress.Open(),
        "https://t.me/$1");
  }

  private static RefundedPayment refund() {
    return new RefundedPayment(CHARGE, new TelegramUser(CUSTOMER, "en"), new Stars(7), "p", NOON);
  }

  private static SuccessfulPayment month() {
    return Shop.payment(invoice(), CHARGE.value(), new Recurrence.Renewal(NOON), NOON);
  }

  private static Arguments statement(String name, int rows, Consumer<DSLContext> statement) {
    return arguments(name, rows, statement);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hotStatements")
  void readsOnlyTheRowsItNeeds(String name, int rows, Consumer<DSLContext> statement) {
    reads(rows, true, statement);
  }

  private static void reads(int rows, boolean probes, Consumer<DSLContext> statement) {
    TEST.database()
        .inTransactionDo(tx -> {
          tx.execute("set local plan_cache_mode = force_generic_plan");
          var before = read(tx);

          statement.accept(tx);
          var after = read(tx);
          assertThat(after.wholeTables() - before.wholeTables()).as("whole tables").isZero();
          if (probes) assertThat(after.probes() - before.probes()).as("index probes").isPositive();
          assertThat(after.rows() - before.rows()).as("rows by index").isLessThanOrEqualTo(rows);
        });
  }

  private record Read(long wholeTables, long probes, long rows) {}

  /** What this connection has read so far, of all tables. */
  private static Read read(DSLContext tx) {
    return tx.fetchSingle(
            "select sum(seq_scan), sum(idx_scan), sum(idx_tup_fetch) from pg_stat_xact_user_tables")
        .map(row ->
            new Read(row.get(0, Long.class), row.get(1, Long.class), row.get(2, Long.class)));
  }
}
