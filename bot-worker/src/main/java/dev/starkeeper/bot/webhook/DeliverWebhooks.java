package dev.starkeeper.bot.webhook;

import dev.starkeeper.bot.webhook.SendBatch.Aim;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.LogScope;
import dev.starkeeper.store.WebhookEndpointStore;
import dev.starkeeper.store.WebhookEndpointStore.Target;
import dev.starkeeper.store.WebhookOutboxStore;
import dev.starkeeper.store.WebhookOutboxStore.Attempted;
import dev.starkeeper.store.WebhookOutboxStore.Due;
import dev.starkeeper.store.WebhookTaskStore.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one endpoint what it is to be told. Killed between sending and recording, it sends the same
 * again. No connection is held while it sends.
 */
final class DeliverWebhooks {
  private static final Logger log = LoggerFactory.getLogger(DeliverWebhooks.class);

  private static final int MOST_EVENTS = 500; // of the log at once: a statement of milliseconds
  private static final int BATCH = 64; // sent again at most, if this process dies
  private static final Duration RUN = Duration.ofSeconds(5); // then others may have their turn
  private static final int AT_THE_DATABASE = 3; // of the pool's ten: buyers come first

  /** What there is to do for an endpoint. */
  private sealed interface Look {
    record Batch(Target target, List<Due> due) implements Look {}

    /** The events read were not for it, and there may be more. */
    record ReadOn() implements Look {}

    /** Nothing until then, or until something happens. */
    record Rest(Optional<Instant> until) implements Look {}
  }

  private final Database database;
  private final SendBatch sendBatch;
  private final InstantSource clock;
  private final Semaphore turns = new Semaphore(AT_THE_DATABASE, true);

  DeliverWebhooks(Database database, SendBatch sendBatch, InstantSource clock) {
    this.database = database;
    this.sendBatch = sendBatch;
    this.clock = clock;
  }

  /**
   * Goes on while something is due, for some seconds.
   *
   * @return when to run again; empty if there is nothing to do until something happens
   */
  Optional<Instant> run(Subject subject) {
    var until = clock.instant().plus(RUN);
    do {
      switch (look(subject)) {
        case Look.Rest(var next) -> {
          return next;
        }
        case Look.ReadOn _ -> {}
        case Look.Batch(var target, var due) -> {
          var aim = new Aim(target, () -> target(subject));
          var sent = sendBatch.send(subject.bot(), aim, due, until);
          record(subject, sent.done());
          if (sent.failure().isPresent()) throw sent.failure().get();
        }
      }
    } while (clock.instant().isBefore(until) && !sendBatch.isStopping());
    return Optional.of(clock.instant());
  }

  private Look look(Subject subject) {
    var bot = subject.bot();
    var endpoint = subject.endpoint();
    var now = clock.instant();
    return inTransaction(tx -> {
      var target = WebhookEndpointStore.target(tx, bot, endpoint, now);
      if (target.isEmpty()) return new Look.Rest(Optional.empty());
      var read = WebhookOutboxStore.spread(tx, bot, endpoint, MOST_EVENTS, now);
      var due = WebhookOutboxStore.due(tx, bot, endpoint, BATCH, now);
      if (!due.isEmpty()) return new Look.Batch(target.get(), due);
      if (read == MOST_EVENTS) return new Look.ReadOn();
      return new Look.Rest(WebhookOutboxStore.next(tx, bot, endpoint));
    });
  }

  /** It may be deleted, or its secret replaced, while others of a batch are answered. */
  private Optional<Target> target(Subject subject) {
    var now = clock.instant();
    return inTransaction(
        tx -> WebhookEndpointStore.target(tx, subject.bot(), subject.endpoint(), now));
  }

  private void record(Subject subject, List<Attempted> all) {
    var isGone = all.stream().anyMatch(Judgement::isGone);
    inTransaction(tx -> {
      WebhookOutboxStore.record(tx, subject.bot(), subject.endpoint(), all);
      if (isGone) {
        var why = "answered 410 Gone";
        WebhookEndpointStore.disable(tx, subject.bot(), subject.endpoint(), why, clock.instant());
      }
      return isGone;
    });
    try (var _ = LogScope.open().with(LogScope.BOT, subject.bot().value())) {
      all.forEach(one -> tell(subject, one));
      if (isGone) log.warn("webhook endpoint {} disabled: 410 Gone", subject.endpoint().text());
    }
  }

  /** The address is not told: its query may be a secret. */
  private static void tell(Subject subject, Attempted one) {
    var event = one.due().event().id();
    var endpoint = subject.endpoint().text();
    var number = one.attempt().number();
    var why = one.attempt().error().orElse("");
    switch (one.status()) {
      case DELIVERED ->
          log.info("webhook of event {} to {}: delivered, attempt {}", event, endpoint, number);
      case PENDING ->
          log.warn(
              "webhook of event {} to {}, attempt {}: {} {}; again at {}",
              event,
              endpoint,
              number,
              status(one),
              why,
              one.next().map(Instant::toString).orElse("once"));
      case DEAD ->
          log.error(
              "webhook of event {} to {} given up after attempt {}: {} {}",
              event,
              endpoint,
              number,
              status(one),
              why);
    }
  }

  private static String status(Attempted one) {
    var status = one.attempt().status();
    return status.isPresent() ? Integer.toString(status.getAsInt()) : "no answer:";
  }

  private <T> T inTransaction(Function<DSLContext, T> work) {
    turns.acquireUninterruptibly();
    try {
      return database.inTransaction(work);
    } finally {
      turns.release();
    }
  }
}
