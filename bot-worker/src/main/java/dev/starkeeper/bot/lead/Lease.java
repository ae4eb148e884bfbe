package dev.starkeeper.bot.lead;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The lock of a bot as its poller sees it. It is good for some seconds after the database has
 * confirmed it, fewer than the database waits before it gives the lock to another; after that
 * nothing of a batch is done before it is known who holds it.
 *
 * <p>While no database can be reached nobody can hold anything. Whoever polled then polls on, so
 * that buyers are told no instead of nothing, until Telegram says that there is another poller.
 */
final class Lease implements Leadership {
  /** Less than {@link LeadBots#IDLE_LIMIT}, counted from before the question to the database. */
  static final Duration GOOD_FOR = Duration.ofSeconds(3);

  /** Connecting and looking take two seconds each at the most; a buyer waits ten. */
  private static final Duration LONGEST_DOUBT = Duration.ofSeconds(4);

  private enum Standing {
    OURS,
    NOBODY_KNOWS,
    LOST
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Standing standing = Standing.LOST;
  private long askedAt;
  private boolean disputed;

  /** As {@link System#nanoTime}: it goes on while a process is frozen, and nobody sets it. */
  static long nanoTime() {
    return System.nanoTime();
  }

  /** {@code askedAt}: the {@link #nanoTime} from before the question that was answered with yes. */
  void confirmed(long askedAt) {
    lock.lock();
    try {
      this.askedAt = askedAt;
      disputed = false;
      become(Standing.OURS);
    } finally {
      lock.unlock();
    }
  }

  /** No database answers. */
  void nobodyKnows() {
    lock.lock();
    try {
      if (standing == Standing.OURS) become(Standing.NOBODY_KNOWS);
    } finally {
      lock.unlock();
    }
  }

  /** Another worker holds it, or we gave it back. */
  void lost() {
    lock.lock();
    try {
      become(Standing.LOST);
    } finally {
      lock.unlock();
    }
  }

  private void become(Standing next) {
    standing = next;
    changed.signalAll();
  }

  @Override
  public void disputed() {
    lock.lock();
    try {
      disputed = true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isOurs() {
    lock.lock();
    try {
      var patience = LONGEST_DOUBT.toNanos();
      while (standing == Standing.OURS && isOld() && patience > 0) {
        patience = changed.awaitNanos(patience);
      }
      return switch (standing) {
        case OURS -> !isOld() || !disputed;
        case NOBODY_KNOWS -> !disputed;
        case LOST -> false;
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private boolean isOld() {
    return nanoTime() - askedAt > GOOD_FOR.toNanos();
  }

  @Override
  public String toString() {
    lock.lock();
    try {
      var age =
          Duration.ofNanos(nanoTime() - askedAt).truncatedTo(TimeUnit.MILLISECONDS.toChronoUnit());
      return standing + ", confirmed " + age + " ago";
    } finally {
      lock.unlock();
    }
  }
}
