package dev.starkeeper.invoice.event;

import dev.starkeeper.db.Database;
import dev.starkeeper.invoice.waiting.Waiters;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.LoggedEvent;
import dev.starkeeper.store.EventStore;
import dev.starkeeper.store.Topics;
import java.time.Duration;
import java.util.List;

/** Shows what happened, at once or when something does. Waiting holds no connection. */
public final class FollowEvents {
  private final Database database;
  private final BotId bot;
  private final Waiters waiters;

  public FollowEvents(Database database, BotId bot, Waiters waiters) {
    this.database = database;
    this.bot = bot;
    this.waiters = waiters;
  }

  /**
   * At most {@code limit} events after that one, the oldest first; if there is none, waits for one
   * as long as {@code patience}. Whoever asks for what is after the last that he saw misses none.
   */
  public List<LoggedEvent> after(long id, int limit, Duration patience) {
    if (patience.isZero()) return read(id, limit);
    // Before looking: what happens after that is notified.
    var waiter = waiters.join(Topics.events(bot));
    if (waiter.isEmpty()) return read(id, limit);
    try (var present = waiter.get()) {
      return after(id, limit, patience, present);
    }
  }

  private List<LoggedEvent> after(long id, int limit, Duration patience, Waiters.Waiter waiter) {
    var end = System.nanoTime() + patience.toNanos();
    while (true) {
      waiter.lookAgain();
      var found = read(id, limit);
      var left = Duration.ofNanos(end - System.nanoTime());
      if (!found.isEmpty() || !left.isPositive() || waiters.isClosed()) return found;
      if (Thread.currentThread().isInterrupted()) return found;
      waiter.await(left);
    }
  }

  private List<LoggedEvent> read(long id, int limit) {
    return database.inTransaction(tx -> EventStore.after(tx, bot, id, limit));
  }
}
