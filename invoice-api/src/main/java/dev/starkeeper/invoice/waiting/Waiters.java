package dev.starkeeper.invoice.waiting;

import dev.starkeeper.db.Notifications;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Those who wait for something to change, woken by what the database notifies. */
public final class Waiters implements Notifications.Listener, AutoCloseable {
  private final UnaryOperator<String> topicOf;
  private final Semaphore places;
  private final ConcurrentMap<String, Set<Waiter>> waiting = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * Needs to be given to {@link Notifications#listen}.
   *
   * @param most how many may wait at once
   * @param topicOf what a notification's payload is about
   */
  public Waiters(int most, UnaryOperator<String> topicOf) {
    this.topicOf = topicOf;
    this.places = new Semaphore(most);
  }

  /** One who waits; close it when he has gone. */
  public final class Waiter implements AutoCloseable {
    private final String topic;
    private final Semaphore woken = new Semaphore(0);

    private Waiter(String topic) {
      this.topic = topic;
    }

    /** Forgets what was told so far. To be called before looking, never after. */
    public void lookAgain() {
      woken.drainPermits();
    }

    /** Until told of a change since {@link #lookAgain}, or {@code limit} is over. */
    public void await(Duration limit) {
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
          topic,
          (_, waiters) -> {
            waiters.remove(this);
            return waiters.isEmpty() ? null : waiters;
          });
      places.release();
    }
  }

  /** Empty when too many wait already, or nobody may wait any more. */
  public Optional<Waiter> join(String topic) {
    if (closed || !places.tryAcquire()) return Optional.empty();
    var waiter = new Waiter(topic);
    waiting.compute(
        waiter.topic,
        (_, others) -> {
          var waiters = others == null ? new HashSet<Waiter>() : others;
          waiters.add(waiter);
          return waiters;
        });
    return Optional.of(waiter);
  }

  public boolean isClosed() {
    return closed;
  }

  /** How many wait now. */
  public int size() {
    return waiting.values().stream().mapToInt(Set::size).sum();
  }

  @Override
  public void notified(String payload) {
    wake(topicOf.apply(payload));
  }

  private void wake(String topic) {
    waiting.computeIfPresent(
        topic,
        (_, waiters) -> {
          waiters.forEach(waiter -> waiter.woken.release());
          return waiters;
        });
  }

  /** Whatever happened while nobody listened: each looks for himself. */
  @Override
  public void connected() {
    waiting.keySet().forEach(this::wake);
  }

  /** Lets everybody go with what he has, and nobody wait any more. */
  @Override
  public void close() {
    closed = true;
    connected();
  }
}
