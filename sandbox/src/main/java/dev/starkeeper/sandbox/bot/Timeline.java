package dev.starkeeper.sandbox.bot;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * One thing after another: whatever moves a bot's Stars or its clock does so here, so that its
 * history is in the order of its dates, and what is due comes before what is new.
 */
final class Timeline {
  private final ReentrantLock lock = new ReentrantLock();
  private final BotClock clock;
  private final Renewals renewals;

  Timeline(BotClock clock, Renewals renewals) {
    this.clock = clock;
    this.renewals = renewals;
  }

  /** Does {@code deed} when all that is due is done; it is told the time. */
  <T> T then(Function<Instant, T> deed) {
    lock.lock();
    try {
      var now = clock.instant();
      renewals.settle(now, _ -> {});
      return deed.apply(now);
    } finally {
      lock.unlock();
    }
  }

  /** The clock goes first, so that what expires on the way wakes no poll. */
  Settled advance(Duration time) {
    lock.lock();
    try {
      clock.advance(time);
      var settled = new Settled();
      renewals.settle(clock.instant(), settled::add);
      return settled;
    } finally {
      lock.unlock();
    }
  }
}
