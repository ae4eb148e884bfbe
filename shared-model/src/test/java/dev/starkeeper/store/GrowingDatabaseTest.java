package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static dev.starkeeper.store.Shop.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.Parties;
import dev.starkeeper.model.Sku;
import dev.starkeeper.model.TelegramUserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A statement that was prepared while its tables were all but empty reads only what it needs when
 * they have grown, before PostgreSQL has analysed them.
 */
final class GrowingDatabaseTest {
  private static final int PREPARED = 10; // more runs than it takes until a plan would be kept
  private static final int ROWS = 3_000;
  private static final int FEW = 20;

  private static final InvoiceId INVOICE = new InvoiceId(new UUID(0, 42));
  private static final TelegramUserId BUYER = new TelegramUserId(42);
  private static final ChargeId CHARGE = new ChargeId("charge-42");

  @AutoClose private final TestDatabase test = TestDatabase.copy();
  private final Shop shop = new Shop(test.database());

  private static Stream<Arguments> hotStatements() {
    var parties = new Parties(BUYER, BUYER);
    var wish =
        new WishStore.Wish(parties, new Sku("coins"), 1, Optional.empty(), Optional.of(NOON));
    var hold = Map.of(INVOICE, "query-1");
    return Stream.of(
        statement("look", tx -> WishStore.look(tx, BOT, List.of(wish))),
        statement("facts", tx -> CheckoutStore.facts(tx, BOT, List.of(INVOICE))),
        statement("hold", tx -> CheckoutStore.hold(tx, BOT, hold, NOON, NOON.plusSeconds(60))),
        statement("release", tx -> CheckoutStore.release(tx, BOT, hold)),
        statement("lock", tx -> InvoiceStore.lock(tx, BOT, List.of(INVOICE))),
        statement("payment", tx -> PaymentStore.find(tx, BOT, List.of(CHARGE))),
        statement("receipt", tx -> ReceiptStore.receipt(tx, BOT, CHARGE)),
        statement("entitlements", tx -> OwnershipStore.grants(tx, BOT, BUYER)),
        statement("credits", tx -> OwnershipStore.credits(tx, BOT, BUYER)));
  }

  private static Arguments statement(String name, Consumer<DSLContext> statement) {
    return arguments(name, statement);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hotStatements")
  void readsOnlyWhatItNeeds(String name, Consumer<DSLContext> statement) {
    shop.coins("coins", 7, 1);
    for (var i = 0; i < PREPARED; i++) test.database().inTransactionDo(statement);
    grow();

    test.database()
        .inTransactionDo(tx -> {
          var before = read(tx);
          statement.accept(tx);
          assertThat(read(tx) - before).as("rows read").isLessThan(FEW);
        });
  }

  private void grow() {
    for (var insert :
        List.of(
            "customer select 7000001, n, 'en', now()",
            "invoice select 7000001, lpad(to_hex(n), 32, '0')::uuid, n, n, 'coins', 1, 1, 7, 'OPEN',"
                + " 'https://t.me/$' || n, '2026-11-01T11:00Z', '2026-11-01T13:00Z'",
            "payment select 7000001, 'charge-' || n, n, 7, 'p', lpad(to_hex(n), 32, '0')::uuid,"
                + " 'FULFILLED', null, false, 'UPDATE', now(), now()",
            "credit_entry select 7000001, 'charge-' || n, n, 'coins', 5, now()")) {
      shop.execute("insert into " + insert + " from generate_series(1, " + ROWS + ") n");
    }
  }

  /** What this connection has read so far, of all tables. */
  private static long read(DSLContext tx) {
    return tx.fetchSingle(
            "select sum(seq_tup_read) + sum(idx_tup_fetch) from pg_stat_xact_user_tables")
        .get(0, Long.class);
  }
}
