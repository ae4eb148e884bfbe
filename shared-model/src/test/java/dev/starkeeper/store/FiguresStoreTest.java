package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static dev.starkeeper.store.Shop.NOON;
import static dev.starkeeper.store.Shop.OTHER_BOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.StarAmount;
import dev.starkeeper.store.FiguresStore.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FiguresStoreTest {
  private static final Instant EARLIER = NOON.minus(Duration.ofHours(2));

  private static final BotId NO_BOT = new BotId(7000003);

  private final TestDatabase test = TestDatabase.copy();
  private final Shop shop = new Shop(test.database());

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void whereNothingWaitsEverythingIsZero() {
    assertThat(figures(BOT))
        .isEqualTo(
            new Figures(
                0,
                new FiguresStore.Webhooks(0, Optional.empty()),
                Optional.empty(),
                Map.of("receipt", 0L, "refund", 0L, "refund-notice", 0L, "assignment", 0L)));
  }

  @Test
  void eachBotHasItsOwn() {
    unmatched(BOT, "charge-1");
    unmatched(BOT, "charge-2");
    unmatched(OTHER_BOT, "charge-3");

    assertThat(figures(BOT).unmatched()).isEqualTo(2);
    assertThat(figures(OTHER_BOT).unmatched()).isEqualTo(1);
    assertThat(figures(NO_BOT).unmatched()).isZero();
  }

  @Test
  void oldestWebhookIsTheOldestEventThatAnyActiveEndpointWaitsFor() {
    events(10);
    endpoint(1, "'ACTIVE', null, null", 10);
    endpoint(2, "'ACTIVE', null, null", 10);
    endpoint(3, "'DISABLED', 'gone', now()", 10);
    delivery(1, 7, "'PENDING', 1, 1, 1, now(), null");
    delivery(1, 2, "'DELIVERED', 1, 1, 1, null, now()");
    delivery(2, 5, "'PENDING', 1, 1, 1, now(), null");
    delivery(2, 1, "'DEAD', 1, 1, 1, null, now()");
    delivery(2, 3, "'DEAD', 1, 1, 1, null, now()");
    delivery(3, 1, "'PENDING', 1, 1, 1, now(), null");

    assertThat(figures(BOT).webhooks().dead()).isEqualTo(2);
    assertThat(figures(BOT).webhooks().oldest()).contains(EARLIER.plusSeconds(5));
    assertThat(figures(OTHER_BOT).webhooks().oldest()).isEmpty();
  }

  @Test
  void eventThatNoWorkerHasComeToIsUndeliveredToo() {
    events(10);
    endpoint(1, "'ACTIVE', null, null", 8);
    delivery(1, 8, "'DELIVERED', 1, 1, 1, null, now()");

    assertThat(figures(BOT).webhooks().oldest()).contains(EARLIER.plusSeconds(9));
  }

  @Test
  void booksAreComparedOnlyWhereTheHistoryIsReadToItsEnd() {
    cursor("1, 1, 30, 30, 30, 0, 900, 500000000, '" + NOON + "'");
    total("invoice_payment", "IN", 1_000);
    total("fragment", "OUT", 100);

    var history = figures(BOT).history().orElseThrow();
    assertThat(history.completeAt()).isEqualTo(NOON);
    assertThat(history.unrecorded()).isZero();
    assertThat(history.difference()).contains(new StarAmount(0, 500_000_000));

    shop.execute("update history_cursor set position = 31");
    assertThat(figures(BOT).history().orElseThrow().difference()).isEmpty();

    shop.execute("update history_cursor set ended = 31, applied = 28");
    assertThat(figures(BOT).history().orElseThrow().difference()).isPresent();
    assertThat(figures(BOT).history().orElseThrow().unrecorded()).isEqualTo(3);

    shop.execute("update history_cursor set generation = 2");
    assertThat(figures(BOT).history().orElseThrow().difference()).isEmpty();
  }

  @Test
  void historyThatWasNeverReadToItsEndIsAsOldAsItsBeginning() {
    cursor("1, 0, 30, 0, 0, 0, null, null, null");

    var history = figures(BOT).history().orElseThrow();
    assertThat(history.completeAt()).isEqualTo(EARLIER);
    assertThat(history.difference()).isEmpty();
  }

  @Test
  void workIsOverdueWhenItIsLateOrFailsAgainAndAgain() {
    task("receipt", BOT, "late", "-61 seconds", 0);
    task("receipt", BOT, "due", "-50 seconds", 0);
    task("refund", BOT, "failing", "10 minutes", 5);
    task("refund", BOT, "tried-again", "10 minutes", 4);
    task("refund", OTHER_BOT, "another-bots", "-1 hour", 1);
    task("reconcile", BOT, "no-charges-work", "-1 hour", 9);

    assertThat(figures(BOT).overdue())
        .containsOnly(
            Map.entry("receipt", 1L),
            Map.entry("refund", 1L),
            Map.entry("refund-notice", 0L),
            Map.entry("assignment", 0L));
    assertThat(figures(OTHER_BOT).overdue()).containsEntry("refund", 1L);
  }

  private Figures figures(BotId bot) {
    var bots = Set.of(BOT, OTHER_BOT, NO_BOT);
    var all = test.database().inTransaction(tx -> FiguresStore.find(tx, bots, NOON));
    return Optional.ofNullable(all.get(bot)).orElseThrow();
  }

  private void unmatched(BotId bot, String charge) {
    shop.execute(
        """
        insert into payment (bot_id, charge_id, payer_id, stars, invoice_payload, status, reason,
                             renewal, recorded_from, paid_at, recorded_at)
        values (%d, '%s', 5, 7, 'p', 'UNMATCHED', 'why', false, 'UPDATE', now(), now())
        """
            .formatted(bot.value(), charge));
  }

  /** So many, a second apart. */
  private void events(int count) {
    shop.execute(
        """
        insert into event select 7000001, n, 'credits.changed', n,
          '%s'::timestamptz + n * interval '1 second', '{}' from generate_series(1, %d) n
        """
            .formatted(EARLIER, count));
  }

  private void endpoint(int id, String state, int lastEvent) {
    shop.execute(
        """
        insert into webhook_endpoint
        values (7000001, lpad('%d', 32, '0')::uuid, 'https://a', null, 'whsec_a', null, null, %s,
                %d, now())
        """
            .formatted(id, state, lastEvent));
  }

  private void delivery(int endpoint, int event, String state) {
    shop.execute(
        "insert into webhook_delivery values (7000001, lpad('%d', 32, '0')::uuid, %d, %s)"
            .formatted(endpoint, event, state));
  }

  /** From its generation on, to when it was read. */
  private void cursor(String place) {
    shop.execute(
        """
        insert into history_cursor
          (bot_id, recovered_payments, recovered_refunds, imported, first_read_at, generation,
           complete, position, ended, applied, restarts, balance, balance_nanostars, read_at)
        values (7000001, 0, 0, 0, '%s', %s)
        """
            .formatted(EARLIER, place));
  }

  private void total(String kind, String direction, int stars) {
    shop.execute(
        "insert into star_total values (7000001, 1, '%s', '%s', %d, 0, 1)"
            .formatted(kind, direction, stars));
  }

  private void task(String name, BotId bot, String charge, String due, int failures) {
    shop.execute(
        """
        insert into scheduled_tasks
          (task_name, task_instance, execution_time, picked, consecutive_failures, version)
        values ('%s', '%d:%s', '%s'::timestamptz + interval '%s', false, %d, 1)
        """
            .formatted(name, bot.value(), charge, NOON, due, failures));
  }
}
