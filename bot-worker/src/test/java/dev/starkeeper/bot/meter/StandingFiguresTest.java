package dev.starkeeper.bot.meter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.DatabaseConfig;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.meter.Meters;
import dev.starkeeper.model.BotId;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import net.ttddyy.dsproxy.listener.SingleQueryCountHolder;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StandingFiguresTest {
  private static final Set<BotId> BOTS = Set.of(new BotId(7000001), new BotId(7000002));
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  private final TestDatabase test = TestDatabase.copy();
  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final Meters meters = new Meters("bot-worker");

  @AfterEach
  void close() {
    meters.close();
    test.close();
  }

  @Test
  void whatWaitsInTheDatabaseIsOnThePage() {
    execute(
        """
        insert into payment (bot_id, charge_id, payer_id, stars, invoice_payload, status, reason,
                             renewal, recorded_from, paid_at, recorded_at)
        values (7000001, 'charge-1', 5, 7, 'p', 'UNMATCHED', 'why', false, 'UPDATE', now(), now())
        """);
    execute(
        """
        insert into history_cursor values
          (7000001, '2026-11-01T10:00Z', 1, 1, 3, 3, 1, 0, 12, 500000000, '2026-11-01T11:59Z',
           0, 0, null, 0)
        """);
    execute("insert into star_total values (7000001, 1, 'invoice_payment', 'IN', 14, 0, 3)");
    execute(
        """
        insert into scheduled_tasks
          (task_name, task_instance, execution_time, picked, version)
        values ('refund-notice', '7000002:charge-2', '2026-11-01T11:00Z', false, 1)
        """);
    watch(test.database());

    assertThat(meters.page())
        .contains("starkeeper_database_up 1.0")
        .contains("starkeeper_payments_unmatched{bot=\"7000001\"} 1.0")
        .contains("starkeeper_payments_unmatched{bot=\"7000002\"} 0.0")
        .contains("starkeeper_books_difference_stars{bot=\"7000001\"} -1.5")
        .doesNotContain("starkeeper_books_difference_stars{bot=\"7000002\"}")
        .contains("starkeeper_reconciliation_age_seconds{bot=\"7000001\"} 60.0")
        .doesNotContain("starkeeper_reconciliation_age_seconds{bot=\"7000002\"}")
        .contains("starkeeper_reconciliation_unrecorded{bot=\"7000001\"} 2.0")
        .contains("starkeeper_owed_work_overdue{bot=\"7000002\",work=\"refund_notice\"} 1.0")
        .contains("starkeeper_owed_work_overdue{bot=\"7000001\",work=\"receipt\"} 0.0")
        .contains("starkeeper_webhooks_dead{bot=\"7000001\"} 0.0")
        .contains("starkeeper_webhook_oldest_age_seconds{bot=\"7000001\"} 0.0");
  }

  @Test
  void anyNumberOfReadersAskTheDatabaseOnceInFiveSeconds() throws Exception {
    var counter = new SingleQueryCountHolder();
    var counted = ProxyDataSourceBuilder.create(test.database().connections()).countQuery(counter);
    watch(Database.over(counted.build()));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var pages = threads.invokeAll(Collections.<Callable<String>>nCopies(8, meters::page));
      assertThat(pages.stream().map(Future::resultNow)).allMatch(page -> page.contains("_up 1.0"));
    }
    assertThat(statements(counter)).isEqualTo(7);

    now.set(NOON.plusSeconds(4));
    meters.page();
    assertThat(statements(counter)).isEqualTo(7);

    now.set(NOON.plusSeconds(5));
    meters.page();
    assertThat(statements(counter)).isEqualTo(14);
  }

  @Test
  void withoutADatabaseThePageIsThereAndItsFiguresAreNot() {
    var nowhere = DatabaseConfig.parse("postgresql://nobody@127.0.0.1:1/nothing");
    try (var away = Database.open(nowhere, "test")) {
      watch(away);

      assertThat(meters.page())
          .contains("starkeeper_database_up 0.0")
          .contains("jvm_memory_used_bytes")
          .doesNotContain("starkeeper_payments_unmatched{", "starkeeper_owed_work_overdue{");
    }
  }

  @Test
  void figuresComeBackWithTheDatabase() {
    execute("alter table payment rename to payment_away");
    watch(test.database());
    assertThat(meters.page()).contains("starkeeper_database_up 0.0");

    execute("alter table payment_away rename to payment");
    now.set(NOON.plusSeconds(5));

    assertThat(meters.page()).contains("starkeeper_database_up 1.0");
  }

  private void watch(Database database) {
    meters.add(new StandingFigures(database, BOTS, now::get));
  }

  private void execute(String sql) {
    test.database().inTransactionDo(tx -> tx.execute(sql));
  }

  private static long statements(SingleQueryCountHolder counter) {
    return counter.getQueryCountMap().values().stream()
        .mapToLong(c -> c.getStatement() + c.getPrepared() + c.getCallable())
        .sum();
  }
}
