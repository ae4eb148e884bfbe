package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static dev.starkeeper.store.Shop.NOON;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.InvoiceId;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * PostgreSQL analyses a large table seldom, and then hardly any invoice is open: it believes that
 * reading all of those is next to nothing, however many are made until it looks again.
 */
final class ManyOpenInvoicesTest {
  private static final int HISTORY = 20_000;
  private static final int SINCE = 3_000;
  private static final int ASKED = 5;
  private static final int FEW = 30;

  @AutoClose private final TestDatabase test = TestDatabase.copy();
  private final Shop shop = new Shop(test.database());

  @BeforeEach
  void openManyAfterItWasAnalysed() {
    shop.coins("coins", 7, 1);
    invoices(1, HISTORY, "'EXPIRED', 'https://t.me/$', '2026-10-01T11:00Z', '2026-10-01T12:00Z'");
    shop.execute("analyze");
    invoices(
        HISTORY + 1,
        HISTORY + SINCE,
        "'OPEN', 'https://t.me/$', '2026-11-01T11:30Z', '2026-11-01T12:30Z'");
  }

  @Test
  void holdReadsThoseAskedForAlone() {
    test.database()
        .inTransactionDo(tx -> {
          var before = read(tx);
          var held = CheckoutStore.hold(tx, BOT, queries(), NOON, NOON.plusSeconds(60));

          assertThat(held).hasSize(ASKED);
          assertThat(read(tx) - before).as("rows read").isLessThan(FEW);
        });
  }

  @Test
  void releaseReadsThoseHeldAlone() {
    shop.execute(
        "update invoice set state = 'CHECKOUT', checkout_query_id = 'query',"
            + " held_until = '2026-11-01T12:01Z' where state = 'OPEN'");

    test.database()
        .inTransactionDo(tx -> {
          var before = read(tx);
          CheckoutStore.release(tx, BOT, queries());

          assertThat(read(tx) - before).as("rows read").isLessThan(FEW);
          assertThat(tx.fetchValue("select count(*) from invoice where state = 'OPEN'"))
              .isEqualTo((long) ASKED);
        });
  }

  /** The id of the n-th is n, and so is its buyer's. */
  private void invoices(int first, int last, String rest) {
    shop.execute(
        "insert into invoice (bot_id, id, buyer_id, recipient_id, sku, product_version, quantity,"
            + " stars, state, link, created_at, expires_at)"
            + " select 7000001, lpad(to_hex(n), 32, '0')::uuid, n, n, 'coins', 1, 1, 7, "
            + rest
            + " from generate_series("
            + first
            + ", "
            + last
            + ") n");
  }

  private static Map<InvoiceId, String> queries() {
    return LongStream.range(HISTORY + 1, HISTORY + 1 + ASKED)
        .mapToObj(n -> new InvoiceId(new UUID(0, n)))
        .collect(toMap(Function.identity(), _ -> "query"));
  }

  /** What this connection has read so far, of all tables. */
  private static long read(DSLContext tx) {
    return tx.fetchSingle(
            "select sum(seq_tup_read) + sum(idx_tup_fetch) from pg_stat_xact_user_tables")
        .get(0, Long.class);
  }
}
