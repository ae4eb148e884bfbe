package dev.starkeeper.sale;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets one at a time do something for one {@code K} within this process, such as a buyer or a
 * purse: those who would wait for one another at the database wait here, and keep no connection
 * from others. Between processes the database decides.
 */
public final class Turns<K> {
  /** Whoever holds it may go on; closing it lets the next one. */
  public interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  /** One's turn, for as long as anybody holds it or waits for it. */
  private record Place(Semaphore free, int users) {
    Place withUsers(int change) {
      return new Place(free, users + change);
    }
  }

  private final ConcurrentMap<K, Place> places = new ConcurrentHashMap<>();

  /** Empty if there is no turn within {@code patience}, which may be zero. */
  public Optional<Turn> take(K whose, Duration patience) {
    var place = enter(whose);
    if (acquired(place.free(), patience)) return Optional.of(() -> release(whose, place.free()));
    leave(whose);
    return Optional.empty();
  }

  /** How many have a place: none when nothing is being done. */
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

  private Place enter(K whose) {
    return places.compute(
        whose,
        (_, place) -> place == null ? new Place(new Semaphore(1, true), 1) : place.withUsers(1));
  }

  private void release(K whose, Semaphore free) {
    free.release();
    leave(whose);
  }

  private void leave(K whose) {
    places.computeIfPresent(whose, (_, place) -> place.users() == 1 ? null : place.withUsers(-1));
  }
}
