package dev.starkeeper.invoice.webhook;

import dev.starkeeper.db.Database;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.EventTypes;
import dev.starkeeper.model.InvoiceIds;
import dev.starkeeper.model.WebhookDelivery.Status;
import dev.starkeeper.model.WebhookEndpointId;
import dev.starkeeper.model.WebhookSecret;
import dev.starkeeper.model.WebhookUrl;
import dev.starkeeper.store.WebhookDeliveryStore;
import dev.starkeeper.store.WebhookEndpointStore;
import dev.starkeeper.store.WebhookEndpointStore.Kept;
import dev.starkeeper.store.WebhookTaskStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** Keeps the places where a merchant wants to be told of events. The worker tells. */
public final class KeepWebhookEndpoints {
  /** Each event becomes a delivery for each: enough for a test system beside each real one. */
  public static final int MOST = 20;

  private static final int MOST_COUNTED = 1_000; // of deliveries that wait or are dead

  /** With how many deliveries wait and how many are dead, 1,000 for more than that. */
  public record Shown(Kept kept, int pending, int dead) {}

  /** A secret that nobody will see again. */
  public record WithSecret(Shown shown, WebhookSecret secret) {}

  private final Database database;
  private final BotId bot;
  private final InvoiceIds ids;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  public KeepWebhookEndpoints(Database database, BotId bot, InvoiceIds ids, InstantSource clock) {
    this.database = database;
    this.bot = bot;
    this.ids = ids;
    this.clock = clock;
  }

  /** It is told of what is committed from now on. Empty if there are {@link #MOST} already. */
  public Optional<WithSecret> create(WebhookUrl url, EventTypes types) {
    var id = new WebhookEndpointId(ids.next().value());
    var draft = new WebhookEndpointStore.Draft(id, url, types);
    var secret = WebhookSecret.make(random);
    var now = clock.instant();
    return database.inTransaction(tx -> {
      WebhookEndpointStore.lock(tx, bot);
      if (WebhookEndpointStore.count(tx, bot) >= MOST) return Optional.empty();
      WebhookEndpointStore.insert(tx, bot, draft, secret, now);
      return find(tx, id, now).map(shown -> new WithSecret(shown, secret));
    });
  }

  public List<Shown> all() {
    var now = clock.instant();
    return database.inTransaction(tx ->
        WebhookEndpointStore.all(tx, bot, now).stream().map(kept -> shown(tx, kept)).toList());
  }

  public Optional<Shown> find(WebhookEndpointId id) {
    var now = clock.instant();
    return database.inTransaction(tx -> find(tx, id, now));
  }

  /** What is sent from now on is signed by a new secret, and for so long by the old one too. */
  public Optional<WithSecret> rotate(WebhookEndpointId id, Duration previousValidFor) {
    var secret = WebhookSecret.make(random);
    var now = clock.instant();
    return database.inTransaction(tx -> {
      WebhookEndpointStore.rotate(tx, bot, id, secret, now.plus(previousValidFor));
      return find(tx, id, now).map(shown -> new WithSecret(shown, secret));
    });
  }

  /** It goes on where it stood: nothing that happened meanwhile is left out. */
  public Optional<Shown> enable(WebhookEndpointId id) {
    var now = clock.instant();
    return database.inTransaction(tx -> {
      WebhookEndpointStore.enable(tx, bot, id);
      WebhookTaskStore.wake(tx, bot, id, now);
      return find(tx, id, now);
    });
  }

  /** Nothing more is sent. False if there is none. */
  public boolean delete(WebhookEndpointId id) {
    var now = clock.instant();
    return database.inTransaction(tx -> WebhookEndpointStore.delete(tx, bot, id, now));
  }

  private Optional<Shown> find(DSLContext tx, WebhookEndpointId id, Instant now) {
    return WebhookEndpointStore.find(tx, bot, id, now).map(kept -> shown(tx, kept));
  }

  private Shown shown(DSLContext tx, Kept kept) {
    var id = kept.endpoint().id();
    return new Shown(
        kept,
        WebhookDeliveryStore.count(tx, bot, id, Status.PENDING, MOST_COUNTED),
        WebhookDeliveryStore.count(tx, bot, id, Status.DEAD, MOST_COUNTED));
  }
}
