package dev.starkeeper.invoice.sale;

import dev.starkeeper.db.Notifications;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.InvoiceId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Those who wait for an invoice to change, woken by what the database notifies. */
public final class InvoiceWaiters implements Notifications.Listener, AutoCloseable {
  private final BotId bot;
  private final Semaphore places;
  private final ConcurrentMap<String, Set<Waiter>> waiting = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * Needs to be given to {@link Notifications#listen}.
   *
   * @param most how many may wait at once
   */
  public InvoiceWaiters(BotId bot, int most) {
    this.bot = bot;
    this.places = new Semaphore(most);
  }

  /** One who waits; close it when he has gone. */
  final class Waiter implements AutoCloseable {
    private final String channelPayload;
    private final Semaphore woken = new Semaphore(0);

    private Waiter(String channelPayload) {
      this.channelPayload = channelPayload;
    }

    /** Forgets what was told so far. To be called before looking, never after. */
    void lookAgain() {
      woken.drainPermits();
    }

    /** Until told of a change since {@link #lookAgain}, or {@code limit} is over. */
    void await(Duration limit) {
      if (closed) return;
      try {
        var _ = woken.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      waiting.computeIfPresent(
          channelPayload,
          (_, waiters) -> {
            waiters.remove(this);
            return waiters.isEmpty() ? null : waiters;
          });
      places.release();
    }
  }

  /** Empty when too many wait already, or nobody may wait any more. */
  Optional<Waiter> join(InvoiceId invoice) {
    if (closed || !places.tryAcquire()) return Optional.empty();
    var waiter = new Waiter(bot.value() + ":" + invoice.payload());
    waiting.compute(
        waiter.channelPayload,
        (_, others) -> {
          var waiters = others == null ? new HashSet<Waiter>() : others;
          waiters.add(waiter);
          return waiters;
        });
    return Optional.of(waiter);
  }

  boolean isClosed() {
    return closed;
  }

  /** How many wait now. */
  public int size() {
    return waiting.values().stream().mapToInt(Set::size).sum();
  }

  @Override
  public void notified(String payload) {
    waiting.computeIfPresent(
        payload,
        (_, waiters) -> {
          waiters.forEach(waiter -> waiter.woken.release());
          return waiters;
        });
  }

  /** Whatever happened while nobody listened: each looks for himself. */
  @Override
  public void connected() {
    waiting.keySet().forEach(this::notified);
  }

  /** Lets everybody go with what he has, and nobody wait any more. */
  @Override
  public void close() {
    closed = true;
    connected();
  }
}
