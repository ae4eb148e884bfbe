package dev.starkeeper.bot.webhook;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.Notifications;
import dev.starkeeper.model.BotId;
import dev.starkeeper.store.WebhookTaskStore;
import dev.starkeeper.store.WebhookTaskStore.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the tasks due of endpoints that there is something for: at once when events are committed,
 * and every some seconds in any case, since a notification may be lost.
 */
final class WakeEndpoints implements Notifications.Listener {
  private static final Logger log = LoggerFactory.getLogger(WakeEndpoints.class);

  private static final Duration SWEEP_EVERY = Duration.ofSeconds(10);
  private static final int MOST_SIGNALS = 1_000; // one that finds no room is left to the sweep

  private final Database database;
  private final InstantSource clock;
  private final BlockingQueue<String> signals = new ArrayBlockingQueue<>(MOST_SIGNALS);
  private volatile Instant swept;

  WakeEndpoints(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    swept = clock.instant();
  }

  @Override
  public void connected() {
    signals.offer(""); // names no bot: look at all
  }

  @Override
  public void notified(String payload) {
    signals.offer(payload);
  }

  /**
   * Waits for a signal; all that came together are one statement. However many come, the sweep has
   * its turn. True if any task became due.
   */
  boolean wake() {
    try {
      var first = signals.poll(SWEEP_EVERY.toMillis(), TimeUnit.MILLISECONDS);
      return (first == null || isSweepDue()) ? wakeAll() : wake(first);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean isSweepDue() {
    return !clock.instant().isBefore(swept.plus(SWEEP_EVERY));
  }

  private boolean wake(String first) {
    var bots = new HashSet<BotId>();
    for (var signal = first; signal != null; signal = signals.poll()) {
      var colon = signal.indexOf(':');
      if (colon < 1) return wakeAll();
      bots.add(new BotId(Long.parseLong(signal.substring(0, colon))));
    }
    var now = clock.instant();
    return database.inTransaction(tx -> WebhookTaskStore.wake(tx, bots, now)) > 0;
  }

  private boolean wakeAll() {
    var now = clock.instant();
    var woken = database.inTransaction(tx -> WebhookTaskStore.wakeAll(tx, now));
    swept = now;
    if (woken > 0) log.debug("{} endpoints woken by the sweep", woken);
    return woken > 0;
  }

  /** At the end of its task, when a signal that came meanwhile would have been of no use. */
  void lookAgain(Subject subject) {
    var now = clock.instant();
    database.inTransactionDo(
        tx -> WebhookTaskStore.wake(tx, subject.bot(), subject.endpoint(), now));
  }
}
