package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static dev.starkeeper.store.Shop.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.Claim;
import dev.starkeeper.model.Entitlement;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.Parties;
import dev.starkeeper.model.Sku;
import dev.starkeeper.model.TelegramUserId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A hot statement costs the same in a large installation as in a small one. PostgreSQL's own
 * counters say what a statement read, so nothing depends on how a plan is written or on speed; with
 * the plan made for any values, as a statement gets it that is run again and again.
 */
final class PlansTest {
  private static final int ROWS = 5_000; // enough that reading all of them is never the cheaper way
  private static final TestDatabase TEST = TestDatabase.copy();

  private record Read(long wholeTables, long probes, long rows) {}

  private static final InvoiceId INVOICE = new InvoiceId(new UUID(0, 4_001));
  private static final ChargeId CHARGE = new ChargeId("charge-4001");
  private static final TelegramUserId CUSTOMER = new TelegramUserId(4_001);
  private static final Sku SKU = new Sku("sku-4001");

  /** Row n of every table belongs to invoice n, of customer n, for product n. */
  @BeforeAll
  static void manyRows() {
    for (var insert :
        List.of(
            "product_version select 7000001, 'sku-' || n, 1, 't', 'd', null, 7, 'UNLOCK', 'e-' || n,"
                + " null, null, now()",
            "product select 7000001, 'sku-' || n, 1, true, now()",
            "customer select 7000001, n, 'en', now()",
            "invoice select 7000001, lpad(to_hex(n), 32, '0')::uuid, n, n, 'sku-' || n, 1, 1, 7, 'OPEN',"
                + " 'https://t.me/$' || n, '2026-11-01T11:00Z', '2026-11-01T13:00Z'",
            "payment select 7000001, 'charge-' || n, n, 7, 'p', lpad(to_hex(n), 32, '0')::uuid,"
                + " 'FULFILLED', null, false, 'UPDATE', now(), now()",
            "entitlement_grant select 7000001, 'charge-' || n, n, 'e-' || n, now()",
            "credit_entry select 7000001, 'charge-' || n, n, 'coins', 5, now()",
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
    var parties = new Parties(CUSTOMER, CUSTOMER);
    var hold = Map.of(INVOICE, "query-1");
    var key = new IdempotencyStore.Key("customer:4001", "k", "0".repeat(64));
    return Stream.of(
        statement("facts", 5, tx -> CheckoutStore.facts(tx, BOT, List.of(INVOICE))),
        statement("hold", 1, tx -> CheckoutStore.hold(tx, BOT, hold, NOON, NOON.plusSeconds(60))),
        statement("release", 1, tx -> CheckoutStore.release(tx, BOT, hold)),
        statement("invoice", 2, tx -> InvoiceStore.find(tx, BOT, INVOICE)),
        statement("lock", 2, tx -> InvoiceStore.lock(tx, BOT, List.of(INVOICE))),
        statement("open invoice", 2, tx -> InvoiceStore.findOpen(tx, BOT, parties, SKU, 1)),
        statement("made since", 1, tx -> InvoiceStore.countMadeSince(tx, BOT, CUSTOMER, Shop.NOON)),
        statement("entitlements", 1, tx -> OwnershipStore.grants(tx, BOT, CUSTOMER)),
        statement("credits", 1, tx -> OwnershipStore.credits(tx, BOT, CUSTOMER)),
        statement(
            "holding",
            1,
            tx -> HoldingStore.find(tx, BOT, new Claim(CUSTOMER, new Entitlement("e-4001")))),
        statement("payment", 1, tx -> PaymentStore.find(tx, BOT, List.of(CHARGE))),
        statement("receipt", 4, tx -> ReceiptStore.receipt(tx, BOT, CHARGE)),
        statement("product", 2, tx -> ProductStore.find(tx, BOT, SKU)),
        statement("idempotency key", 1, tx -> IdempotencyStore.find(tx, BOT, key)));
  }

  private static Arguments statement(String name, int rows, Consumer<DSLContext> statement) {
    return arguments(name, rows, statement);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hotStatements")
  void readsOnlyTheRowsItNeeds(String name, int rows, Consumer<DSLContext> statement) {
    TEST.database()
        .inTransactionDo(tx -> {
          tx.execute("set local plan_cache_mode = force_generic_plan");
          var before = read(tx);

          statement.accept(tx);

          var after = read(tx);
          assertThat(after.wholeTables() - before.wholeTables()).as("whole tables").isZero();
          assertThat(after.probes() - before.probes()).as("index probes").isPositive();
          assertThat(after.rows() - before.rows()).as("rows by index").isLessThanOrEqualTo(rows);
        });
  }

  /** What this connection has read so far, of all tables. */
  private static Read read(DSLContext tx) {
    return tx.fetchSingle(
            "select sum(seq_scan), sum(idx_scan), sum(idx_tup_fetch) from pg_stat_xact_user_tables")
        .map(row ->
            new Read(row.get(0, Long.class), row.get(1, Long.class), row.get(2, Long.class)));
  }
}
