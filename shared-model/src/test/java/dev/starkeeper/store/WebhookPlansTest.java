package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static dev.starkeeper.store.Shop.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.WebhookDelivery.Status;
import dev.starkeeper.model.WebhookDeliveryId;
import dev.starkeeper.model.WebhookEndpointId;
import dev.starkeeper.store.WebhookDeliveryStore.Slice;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** As {@link PlansTest}: among many deliveries, each statement reads those it is about. */
final class WebhookPlansTest {
  private static final TestDatabase TEST = TestDatabase.copy();
  private static final WebhookEndpointId ENDPOINT = new WebhookEndpointId(new UUID(0, 7));

  /** Of twenty endpoints, each with 1,000 delivered ones; a few wait or are dead. */
  @BeforeAll
  static void manyRows() {
    var shop = new Shop(TEST.database());
    for (var insert :
        List.of(
            "event select 7000001, n, 'credits.changed', n, now(), '{}' from generate_series(1, 40000) n",
            "event_counter values (7000001, 40000)",
            "webhook_endpoint select 7000001, lpad(to_hex(n), 32, '0')::uuid, 'https://a', null, 'whsec_a',"
                + " null, null, 'ACTIVE', null, null, 1000, now() from generate_series(1, 20) n",
            "webhook_delivery select 7000001, endpoint.id, n, 'DELIVERED', 1, 1, 1, null, now()"
                + " from webhook_endpoint as endpoint, generate_series(1, 1000) n",
            "webhook_attempt select bot_id, endpoint_id, event_id, 1, now(), 5, 200, null, ''"
                + " from webhook_delivery")) {
      shop.execute("insert into " + insert);
    }
    shop.execute(
        "update webhook_delivery set state = 'PENDING', ended_at = null, next_attempt_at ="
            + " timestamptz '2026-11-01T12:00Z' + (event_id - 501) * interval '1 minute'"
            + " where event_id between 501 and 600");
    shop.execute("update webhook_delivery set state = 'DEAD' where event_id in (3, 700)");
    shop.execute("analyze");
  }

  @AfterAll
  static void close() {
    TEST.close();
  }

  @Test
  void workersStatementsReadWhatIsDueAndNothingElse() {
    reads(1, tx -> WebhookEndpointStore.target(tx, BOT, ENDPOINT, NOON));
    reads(2, tx -> WebhookOutboxStore.due(tx, BOT, ENDPOINT, 64, NOON));
    reads(1, tx -> WebhookOutboxStore.next(tx, BOT, ENDPOINT));
    reads(60, tx -> WebhookOutboxStore.spread(tx, BOT, ENDPOINT, 10, NOON));
    reads(6, tx -> WebhookTaskStore.wake(tx, BOT, ENDPOINT, NOON));
  }

  @Test
  void pagesReadWhatTheyShow() {
    var end = new Slice(Long.MAX_VALUE, 10);
    reads(30, tx -> WebhookDeliveryStore.all(tx, BOT, ENDPOINT, end));
    reads(30, tx -> WebhookDeliveryStore.all(tx, BOT, ENDPOINT, new Slice(400, 10)));
    reads(30, tx -> WebhookDeliveryStore.withStatus(tx, BOT, ENDPOINT, Status.DELIVERED, end));
    reads(6, tx -> WebhookDeliveryStore.withStatus(tx, BOT, ENDPOINT, Status.DEAD, end));
    reads(3, tx -> WebhookDeliveryStore.find(tx, BOT, new WebhookDeliveryId(ENDPOINT, 3)));
    reads(2, tx -> WebhookDeliveryStore.count(tx, BOT, ENDPOINT, Status.DEAD, 1_000));
    reads(50, tx -> WebhookDeliveryStore.count(tx, BOT, ENDPOINT, Status.PENDING, 50));
  }

  private static void reads(int rows, Consumer<DSLContext> statement) {
    TEST.database()
        .inTransactionDo(tx -> {
          tx.execute("set local plan_cache_mode = force_generic_plan");
          var before = read(tx);

          statement.accept(tx);

          var after = read(tx);
          assertThat(after.get(0) - before.get(0))
              .as("rows of whole tables")
              .isLessThanOrEqualTo(300);
          assertThat(after.get(1) - before.get(1)).as("rows by index").isLessThanOrEqualTo(rows);
        });
  }

  /** The twenty endpoints may be read whole, for each row that is to belong to one. */
  private static List<Long> read(DSLContext tx) {
    return tx.fetchSingle(
            "select sum(seq_tup_read), sum(idx_tup_fetch) from pg_stat_xact_user_tables")
        .map(row -> List.of(row.get(0, Long.class), row.get(1, Long.class)));
  }
}
