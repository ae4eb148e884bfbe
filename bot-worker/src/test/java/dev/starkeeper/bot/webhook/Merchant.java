package dev.starkeeper.bot.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.starkeeper.bot.webhook.PostWebhook.LookUp;
import dev.starkeeper.bot.webhook.Receiver.Received;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Cause;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.CreditUnit;
import dev.starkeeper.model.Event;
import dev.starkeeper.model.EventTypes;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.model.WebhookEndpointId;
import dev.starkeeper.model.WebhookSecret;
import dev.starkeeper.model.WebhookUrl;
import dev.starkeeper.store.EventStore;
import dev.starkeeper.store.WebhookEndpointStore;
import dev.starkeeper.store.WebhookTaskStore.Subject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jooq.DSLContext;

/** A merchant with a database, a clock that he moves, and endpoints. */
final class Merchant implements AutoCloseable {
  static final BotId BOT = new BotId(7000001);
  static final Duration LIMIT = Duration.ofMillis(700);

  final TestDatabase test = TestDatabase.copy();
  final Database database = test.database();
  // As the library's verifier compares timestamps with its own clock.
  final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.now().truncatedTo(ChronoUnit.MILLIS));
  final DeliverWebhooks deliver = worker(database);
  private final List<AutoCloseable> open = new ArrayList<>();

  DeliverWebhooks worker(Database database) {
    return worker(database, true, LookUp.SYSTEM);
  }

  DeliverWebhooks worker(Database database, boolean allowPrivate, LookUp lookUp) {
    var post = new PostWebhook(allowPrivate, lookUp, LIMIT);
    var send = new SendBatch(post, now::get, new SecureRandom());
    return new DeliverWebhooks(database, send, now::get);
  }

  Receiver receiver() {
    var receiver = Receiver.start();
    open.add(receiver);
    return receiver;
  }

  /** An endpoint and the secret it was given. */
  record Hook(WebhookEndpointId id, WebhookSecret secret) {
    Subject subject() {
      return new Subject(BOT, id);
    }

    /** Throws if the library does not accept it. */
    void verify(Received received) throws WebhookVerificationException {
      verify(secret, received);
    }

    static void verify(WebhookSecret secret, Received received)
        throws WebhookVerificationException {
      try {
        var headers = new HashMap<String, List<String>>();
        for (var name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
          headers.put(name, List.of(received.header(name)));
        }
        new Webhook(secret.value()).verify(received.body(), Map.copyOf(headers));
      } catch (EmptyWebhookSecretException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  Hook endpoint(String url, String... types) {
    var secret = WebhookSecret.make(new SecureRandom());
    var draft =
        new WebhookEndpointStore.Draft(
            new WebhookEndpointId(UUID.randomUUID()),
            new WebhookUrl(url),
            types.length == 0 ? EventTypes.ALL : EventTypes.of(List.of(types)));
    database.inTransactionDo(tx -> WebhookEndpointStore.insert(tx, BOT, draft, secret, now.get()));
    return new Hook(draft.id(), secret);
  }

  /** So many events, in one transaction. */
  void happens(int events) {
    var all =
        LongStream.range(0, events)
            .mapToObj(n ->
                (Event)
                    new Event.OfCredits(
                        new TelegramUserId(501 + n),
                        new CreditUnit("coins"),
                        5,
                        new Cause.OfCharge(new ChargeId("charge-" + n)),
                        now.get()))
            .toList();
    database.inTransactionDo(tx -> EventStore.append(tx, BOT, all));
  }

  Optional<Instant> run(Hook hook) {
    return deliver.run(hook.subject());
  }

  /** The clock moves to when it said it wants to run. */
  Optional<Instant> runAt(Hook hook, Instant at) {
    now.set(at);
    return run(hook);
  }

  List<String> rows(String query) {
    return database.inTransaction(tx -> tx.fetch(query).getValues(0, String.class));
  }

  String row(String query) {
    return rows(query).getFirst();
  }

  <T> T inTransaction(Function<DSLContext, T> work) {
    return database.inTransaction(work);
  }

  /** As if nothing had happened, for another test of the same database. */
  void forget() {
    var all =
        "webhook_attempt, webhook_delivery, webhook_endpoint, webhook_task, event, event_counter";
    database.inTransactionDo(tx -> tx.execute("truncate " + all));
  }

  @Override
  public void close() {
    for (var one : open) {
      try {
        one.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    test.close();
  }
}
