package dev.starkeeper.sale;

import dev.starkeeper.model.TelegramUserId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets one invoice at a time be made for a buyer within this process, so that a double tap makes
 * one link and parallel requests cannot overrun the limit. Between processes the database's unique
 * index decides, and the limit may be overrun by as many as there are other processes.
 */
final class MintTurns {
  /** Whoever holds it may mint; closing it lets the next one. */
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  /** A buyer's turn, for as long as anybody holds it or waits for it. */
  private record Place(Semaphore free, int users) {
    Place withUsers(int change) {
      return new Place(free, users + change);
    }
  }

  private final ConcurrentMap<TelegramUserId, Place> places = new ConcurrentHashMap<>();

  /** Empty if it is not his turn within {@code patience}, which may be zero. */
  Optional<Turn> take(TelegramUserId buyer, Duration patience) {
    var place = enter(buyer);
    if (acquired(place.free(), patience)) return Optional.of(() -> release(buyer, place.free()));
    leave(buyer);
    return Optional.empty();
  }

  /** How many buyers have a place: none when nothing is being made. */
  int size() {
    return places.size();
  }

  private static boolean acquired(Semaphore free, Duration patience) {
    try {
      return free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Place enter(TelegramUserId buyer) {
    return places.compute(
        buyer,
        (_, place) -> place == null ? new Place(new Semaphore(1, true), 1) : place.withUsers(1));
  }

  private void release(TelegramUserId buyer, Semaphore free) {
    free.release();
    leave(buyer);
  }

  private void leave(TelegramUserId buyer) {
    places.computeIfPresent(buyer, (_, place) -> place.users() == 1 ? null : place.withUsers(-1));
  }
}
