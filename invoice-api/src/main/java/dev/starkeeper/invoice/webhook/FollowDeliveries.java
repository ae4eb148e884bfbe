package dev.starkeeper.invoice.webhook;

import dev.starkeeper.db.Database;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.WebhookDelivery;
import dev.starkeeper.model.WebhookDelivery.Status;
import dev.starkeeper.model.WebhookDeliveryId;
import dev.starkeeper.model.WebhookEndpointId;
import dev.starkeeper.model.WebhookState;
import dev.starkeeper.store.WebhookDeliveryStore;
import dev.starkeeper.store.WebhookDeliveryStore.Slice;
import dev.starkeeper.store.WebhookEndpointStore;
import dev.starkeeper.store.WebhookTaskStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** Shows what became of telling the merchant, and has it done again. */
public final class FollowDeliveries {
  /** {@code next} is there if there are more, and begins their page. */
  public record Page(List<WebhookDelivery> deliveries, Optional<Long> next) {}

  /** What came of asking for a delivery once more. */
  public sealed interface Outcome {
    record Accepted(WebhookDelivery delivery) implements Outcome {}

    record UnknownDelivery() implements Outcome {}

    /** Its endpoint is told of nothing. */
    record NotActive(String why) implements Outcome {}
  }

  private final Database database;
  private final BotId bot;
  private final InstantSource clock;

  public FollowDeliveries(Database database, BotId bot, InstantSource clock) {
    this.database = database;
    this.bot = bot;
    this.clock = clock;
  }

  /** Newest event first. Empty if there is no such endpoint. */
  public Optional<Page> of(WebhookEndpointId endpoint, Optional<Status> status, Slice slice) {
    var now = clock.instant();
    var more = new Slice(slice.before(), slice.limit() + 1); // that there is one more is all
    return database.inTransaction(tx -> {
      if (WebhookEndpointStore.find(tx, bot, endpoint, now).isEmpty()) return Optional.empty();
      var found =
          status
              .map(one -> WebhookDeliveryStore.withStatus(tx, bot, endpoint, one, more))
              .orElseGet(() -> WebhookDeliveryStore.all(tx, bot, endpoint, more));
      return Optional.of(page(found, slice.limit()));
    });
  }

  private static Page page(List<WebhookDelivery> found, int limit) {
    if (found.size() <= limit) return new Page(found, Optional.empty());
    var shown = found.subList(0, limit);
    return new Page(shown, Optional.of(shown.getLast().id().event()));
  }

  /** From the schedule's beginning, whatever became of it before. */
  public Outcome redeliver(WebhookDeliveryId id) {
    var now = clock.instant();
    return database.inTransaction(tx -> redeliver(tx, id, now));
  }

  private Outcome redeliver(DSLContext tx, WebhookDeliveryId id, Instant now) {
    if (WebhookDeliveryStore.find(tx, bot, id).isEmpty()) return new Outcome.UnknownDelivery();
    var kept = WebhookEndpointStore.find(tx, bot, id.endpoint(), now);
    if (kept.isEmpty()) return new Outcome.NotActive("The endpoint is deleted.");
    if (kept.get().endpoint().state() instanceof WebhookState.Disabled) {
      return new Outcome.NotActive("The endpoint is disabled: enable it first.");
    }
    WebhookDeliveryStore.again(tx, bot, id, now);
    WebhookTaskStore.wake(tx, bot, id.endpoint(), now);
    return new Outcome.Accepted(WebhookDeliveryStore.find(tx, bot, id).orElseThrow());
  }
}
