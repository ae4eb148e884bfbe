package dev.starkeeper.invoice;

import static dev.starkeeper.invoice.RunningApi.BOT;
import static dev.starkeeper.invoice.RunningApi.NOON;

import dev.starkeeper.model.WebhookEndpointId;
import dev.starkeeper.store.WebhookOutboxStore;
import java.util.function.Consumer;
import org.jooq.DSLContext;

/** Events, and what a worker makes of them for a webhook endpoint. */
record PlayedEvents(RunningApi api) {
  void happen(int events) {
    for (var i = 0; i < events; i++) {
      tx(tx ->
          tx.execute(
              """
              with taken as (
                insert into event_counter as one values (987654321, 1)
                on conflict (bot_id) do update set last_id = one.last_id + 1 returning last_id)
              insert into event select 987654321, last_id, 'credits.changed', 1, now(), '{}' from taken
              """));
    }
  }

  void spread(String id) {
    tx(tx -> WebhookOutboxStore.spread(tx, BOT, endpoint(id), 100, NOON));
  }

  /** As the worker records one. */
  void attempt(String id, long event, String state) {
    tx(tx ->
        tx.execute(
            """
            update webhook_delivery set state = ?, attempts = 1, next_attempt_at = null,
              ended_at = '2026-03-01T12:00:00.012Z' where endpoint_id = ?::uuid and event_id = ?
            """,
            state,
            id,
            event));
    tx(tx ->
        tx.execute(
            """
            insert into webhook_attempt values (987654321, ?::uuid, ?, 1, '2026-03-01T12:00Z', 12, 500,
              'not a 2xx status', 'Oh')
            """,
            id,
            event));
  }

  void tx(Consumer<DSLContext> work) {
    api.database.database().inTransactionDo(work);
  }

  static WebhookEndpointId endpoint(String id) {
    return WebhookEndpointId.ofText(id).orElseThrow();
  }
}
