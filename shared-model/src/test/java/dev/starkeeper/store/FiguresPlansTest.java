package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static dev.starkeeper.store.Shop.NOON;
import static dev.starkeeper.store.Shop.OTHER_BOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.TestDatabase;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** As {@link PlansTest}: whoever watches costs little, whatever has gathered in the tables. */
final class FiguresPlansTest {
  private static final TestDatabase TEST = TestDatabase.copy();

  // The thousands that wait are read as far as they are counted, and no further: of the payments
  // one thousand, of each endpoint's dead ones and of the work as many.
  private static final int COUNTED = 1_000;

  @BeforeAll
  static void manyRows() {
    var shop = new Shop(TEST.database());
    for (var insert :
        List.of(
            """
            payment (bot_id, charge_id, payer_id, stars, invoice_payload, status, reason,
                     renewal, recorded_from, paid_at, recorded_at)
            select 7000001, 'charge-' || n, n % 10 + 1, 7, 'p',
                   case when n % 10 = 0 then 'UNMATCHED' else 'FULFILLED' end,
                   case when n % 10 = 0 then 'why' end, false, 'UPDATE', now(), now()
            from generate_series(1, 30000) n
            """,
            "event select 7000001, n, 'credits.changed', n, now(), '{}' from generate_series(1, 40000) n",
            "webhook_endpoint select 7000001, lpad(to_hex(n), 32, '0')::uuid, 'https://a', null, 'whsec_a',"
                + " null, null, 'ACTIVE', null, null, 20000, now() from generate_series(1, 3) n",
            "webhook_delivery select 7000001, endpoint.id, n, case when n % 5 = 0 then 'DEAD' else 'DELIVERED' end,"
                + " 1, 1, 1, null, now() from webhook_endpoint as endpoint, generate_series(1, 20000) n",
            "scheduled_tasks (task_name, task_instance, execution_time, picked, version)"
                + " select 'receipt', '7000001:charge-' || n, '2026-11-01T12:00Z'::timestamptz"
                + " + (n - 20000) * interval '1 second', false, 1 from generate_series(1, 30000) n")) {
      shop.execute("insert into " + insert);
    }
    shop.execute(
        "update webhook_delivery set state = 'PENDING', ended_at = null, next_attempt_at = now()"
            + " where event_id between 11000 and 19999");
    shop.execute("analyze");
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Test
  void readsNoMoreThanItCounts() {
    var read =
        TEST.database()
            .inTransaction(tx -> {
              tx.execute("set transaction isolation level repeatable read, read only");
              tx.execute("set local plan_cache_mode = force_generic_plan");
              var scanned = count(tx, "seq_tup_read");
              var rows = count(tx, "idx_tup_fetch");
              var all = FiguresStore.find(tx, Set.of(BOT, OTHER_BOT), NOON);
              var figures = Optional.ofNullable(all.get(BOT)).orElseThrow();
              return new Read(
                  figures, count(tx, "seq_tup_read") - scanned, count(tx, "idx_tup_fetch") - rows);
            });

    assertThat(read.figures().unmatched()).isEqualTo(COUNTED);
    assertThat(read.figures().webhooks().dead()).isEqualTo(3L * COUNTED);
    assertThat(read.figures().webhooks().oldest()).isPresent();
    assertThat(read.figures().overdue()).containsEntry("receipt", (long) COUNTED);
    assertThat(read.scanned()).as("rows of whole tables: the three endpoints").isLessThan(10);
    assertThat(read.rows()).as("rows by index").isLessThanOrEqualTo(5L * COUNTED + 20);
  }

  private record Read(FiguresStore.Figures figures, long scanned, long rows) {}

  /** Of all tables, by this transaction so far. */
  private static long count(DSLContext tx, String what) {
    return tx.fetchSingle("select sum(" + what + ") from pg_stat_xact_user_tables")
        .get(0, Long.class);
  }
}
