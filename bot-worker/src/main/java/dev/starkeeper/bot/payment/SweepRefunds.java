package dev.starkeeper.bot.payment;

import dev.starkeeper.db.Database;
import dev.starkeeper.store.OwedWorkStore;
import dev.starkeeper.store.RefundStore;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds refunds that were asked for and that no task will do: one asked for in the moment in which
 * an earlier task for the same charge came to its end.
 */
public final class SweepRefunds {
  private static final Logger log = LoggerFactory.getLogger(SweepRefunds.class);

  private static final Duration OVERDUE = Duration.ofSeconds(30); // a task takes them up at once
  private static final int AT_ONCE = 100; // the others next time

  private final Database database;
  private final InstantSource clock;

  public SweepRefunds(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Safe by any number of workers: what is owed already stays as it is. */
  public void sweep() {
    var now = clock.instant();
    var found =
        database.inTransaction(tx -> {
          var open = RefundStore.overdue(tx, now.minus(OVERDUE), AT_ONCE);
          open.forEach(subject ->
              OwedWorkStore.scheduleOnce(
                  tx, new OwedWorkStore.Owed(OwedWorkStore.REFUND, subject), now));
          return open.size();
        });
    if (found > 0) log.info("{} refunds are overdue", found);
  }
}
