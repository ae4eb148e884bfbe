package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static dev.starkeeper.store.Shop.NOON;
import static dev.starkeeper.store.Shop.OTHER_BOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Cause;
import dev.starkeeper.model.CreditUnit;
import dev.starkeeper.model.Event;
import dev.starkeeper.model.EventTypes;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.model.WebhookAttempt;
import dev.starkeeper.model.WebhookDelivery.Status;
import dev.starkeeper.model.WebhookEndpointId;
import dev.starkeeper.model.WebhookSecret;
import dev.starkeeper.model.WebhookUrl;
import dev.starkeeper.store.WebhookOutboxStore.Attempted;
import dev.starkeeper.store.WebhookOutboxStore.Due;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WebhookStoresTest {
  private final TestDatabase test = TestDatabase.copy();
  private final Database database = test.database();
  private final Shop shop = new Shop(database);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void eventThatIsBeingWrittenWhileAnEndpointIsMadeIsTold() {
    append(BOT, 3);
    var id = endpoint();
    database.inTransactionDo(tx -> {
      EventStore.append(tx, BOT, events(2)); // ids 4 and 5, not committed yet
      make(id);
    });
    spread(id, 100);

    assertThat(eventsOf(id)).containsExactly(4L, 5L);
  }

  /** Endpoints are made and read while eight write: each is told of each event behind its start. */
  @Test
  void everyEventBehindAnEndpointsStartBecomesOneDelivery() throws Exception {
    var writing = new AtomicBoolean(true);
    var ids = IntStream.range(0, 4).mapToObj(_ -> endpoint()).toList();
    var starts = new ArrayList<Long>();
    try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
      var reading = ids.stream().map(id -> readers.submit(() -> spreadWhile(id, writing))).toList();
      try {
        Threads.eight(i -> {
          for (var n = 0; n < 30; n++) append(BOT, 1 + (i + n) % 3);
          return true;
        });
      } finally {
        writing.set(false);
      }
      for (var one : reading) starts.add(one.get());
    }

    var last = Long.parseLong(shop.rows("select last_id::text from event_counter").getFirst());
    for (var i = 0; i < ids.size(); i++) {
      assertThat(eventsOf(ids.get(i)))
          .isEqualTo(LongStream.rangeClosed(starts.get(i) + 1, last).boxed().toList());
    }
  }

  @Test
  void eightThreadsSpreadEachEventOnce() throws Exception {
    var id = endpoint();
    make(id);
    append(BOT, 100);

    var read = Threads.eight(_ -> spread(id, 30) + spread(id, 30));

    assertThat(read.stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);
    assertThat(eventsOf(id)).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void attemptIsRecordedOnceHoweverManyThinkTheyMadeIt() throws Exception {
    var id = endpoint();
    make(id);
    append(BOT, 1);
    spread(id, 1);
    var due = database.inTransaction(tx -> WebhookOutboxStore.due(tx, BOT, id, 1, NOON)).getFirst();

    Threads.eight(i -> {
      var status = i == 0 ? Status.DELIVERED : Status.PENDING;
      record(id, attempted(due, status));
      return true;
    });

    assertThat(shop.rows("select number::text from webhook_attempt")).containsExactly("1");
    assertThat(shop.rows("select attempts::text from webhook_delivery")).containsExactly("1");
  }

  @Test
  void disabledDeletedAndForeignEndpointsAreNotToldAndWokenForNothing() {
    var disabled = endpoint();
    var deleted = endpoint();
    var foreign = endpoint();
    make(disabled);
    make(deleted);
    database.inTransactionDo(tx -> {
      insert(tx, OTHER_BOT, foreign);
      WebhookEndpointStore.disable(tx, BOT, disabled, "answered 410 Gone", NOON);
      WebhookEndpointStore.delete(tx, BOT, deleted, NOON);
    });
    append(BOT, 5);

    for (var id : List.of(disabled, deleted, foreign)) assertThat(spread(id, 100)).isZero();
    assertThat((int) database.inTransaction(tx -> WebhookTaskStore.wakeAll(tx, NOON))).isZero();
    assertThat(shop.rows("select event_id::text from webhook_delivery")).isEmpty();
  }

  @Test
  void endpointIsWokenOnceAndNotWhileItsTaskRuns() {
    var id = endpoint();
    make(id);
    assertThat(wake()).isZero();
    append(BOT, 1);
    assertThat(wake()).isEqualTo(1);
    assertThat(wake()).isZero();

    shop.execute("update webhook_task set execution_time = '2026-11-02T00:00Z'");
    assertThat(wake()).isEqualTo(1);
    shop.execute("update webhook_task set execution_time = '2026-11-02T00:00Z', picked = true");
    assertThat(wake()).isZero();
  }

  /** Committed while a task ends: its end waits for us, or we find it ended. */
  @Test
  void endOfATaskWaitsForWhoWakesIt() throws Exception {
    var id = endpoint();
    make(id);
    append(BOT, 1);
    wake();
    shop.execute("update webhook_task set picked = true");

    var waits =
        Waiting.whileOneHas(
            database,
            tx -> WebhookTaskStore.wake(tx, BOT, id, NOON),
            tx -> tx.execute("update webhook_task set picked = false"));

    assertThat(waits).isTrue();
  }

  /** Where it began: told before anything is read for it. */
  private long spreadWhile(WebhookEndpointId id, AtomicBoolean writing) {
    make(id);
    var start = lastEventId(id);
    var last = false;
    while (!last) {
      last = !writing.get();
      while (spread(id, 7) > 0) {}
    }
    return start;
  }

  private long lastEventId(WebhookEndpointId id) {
    return database
        .inTransaction(tx -> WebhookEndpointStore.find(tx, BOT, id, NOON))
        .orElseThrow()
        .endpoint()
        .lastEventId();
  }

  private int wake() {
    return database.inTransaction(tx -> WebhookTaskStore.wake(tx, List.of(BOT, OTHER_BOT), NOON));
  }

  private static WebhookEndpointId endpoint() {
    return new WebhookEndpointId(UUID.randomUUID());
  }

  private void make(WebhookEndpointId id) {
    // On a thread of its own: a test may be in a transaction.
    try (var thread = Executors.newVirtualThreadPerTaskExecutor()) {
      var made = thread.submit(() -> database.inTransactionDo(tx -> insert(tx, BOT, id)));
      made.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void insert(DSLContext tx, BotId bot, WebhookEndpointId id) {
    var url = new WebhookUrl("https://shop.example/hook");
    var draft = new WebhookEndpointStore.Draft(id, url, EventTypes.ALL);
    WebhookEndpointStore.insert(tx, bot, draft, WebhookSecret.make(new SecureRandom()), NOON);
  }

  private int spread(WebhookEndpointId id, int limit) {
    return database.inTransaction(tx -> WebhookOutboxStore.spread(tx, BOT, id, limit, NOON));
  }

  private void record(WebhookEndpointId id, Attempted one) {
    database.inTransactionDo(tx -> WebhookOutboxStore.record(tx, BOT, id, List.of(one)));
  }

  private static Attempted attempted(Due due, Status status) {
    var attempt =
        new WebhookAttempt(1, NOON, Duration.ZERO, OptionalInt.of(200), Optional.empty(), "");
    var next = status == Status.PENDING ? Optional.of(NOON) : Optional.<Instant>empty();
    return new Attempted(due, attempt, status, next);
  }

  private List<Long> eventsOf(WebhookEndpointId id) {
    return database.inTransaction(tx ->
        tx.fetch(
                "select event_id from webhook_delivery where endpoint_id = ? order by event_id",
                id.value())
            .getValues(0, Long.class));
  }

  private void append(BotId bot, int events) {
    database.inTransactionDo(tx -> EventStore.append(tx, bot, events(events)));
  }

  private static List<Event> events(int number) {
    return Collections.nCopies(
        number,
        new Event.OfCredits(
            new TelegramUserId(501), new CreditUnit("coins"), 5, new Cause.OfTime(), NOON));
  }
}
