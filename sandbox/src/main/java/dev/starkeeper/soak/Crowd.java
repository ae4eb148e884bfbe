package dev.starkeeper.soak;

import dev.starkeeper.launch.LaunchFailure;
import dev.starkeeper.launch.Stopped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Buyers who come at a steady rate, whether the ones before them have been served or not. */
final class Crowd {
  private static final long FIRST_ID = 900_000_000_000L;
  private static final int LARGEST_QUANTITY = 4;
  // A buyer's longest day: a minute for an invoice, four payments, six waits of a minute each.
  private static final Duration LONGEST_DAY = Duration.ofMinutes(10);

  private final List<Ware> wares;
  private final List<Habit> habits;
  private final long seed;
  private final ExecutorService threads;
  private final List<Future<?>> buyers = new ArrayList<>();

  /** Habits that are not among {@code habits} are none. */
  Crowd(List<Ware> wares, List<Habit> habits, long seed, ExecutorService threads) {
    this.wares = List.copyOf(wares);
    this.habits = List.copyOf(habits);
    this.seed = seed;
    this.threads = threads;
  }

  /** Lets them come until {@code end}. */
  void come(
      Buyer buyer, double rate, Instant end, InstantSource clock, CountDownLatch askedToStop) {
    var between = Duration.ofNanos((long) (TimeUnit.SECONDS.toNanos(1) / rate));
    var next = clock.instant();
    while (next.isBefore(end)) {
      Stopped.orRest(askedToStop, Duration.between(clock.instant(), next));
      var plan = plan(buyers.size());
      buyers.add(
          threads.submit(() -> {
            buyer.buy(plan);
            return plan;
          }));
      next = next.plus(between);
    }
  }

  /** The same buyer for the same seed and number, whatever happens around him. */
  Buyer.Plan plan(int number) {
    var random = new SplittableRandom(seed + number * 31L);
    var ware = wares.get(random.nextInt(wares.size()));
    var quantity =
        ware.kind() == Ware.Kind.CONSUMABLE ? random.nextInt(1, LARGEST_QUANTITY + 1) : 1;
    var habit = Habit.drawn(random.nextDouble());
    return new Buyer.Plan(
        FIRST_ID + number, ware, quantity, habits.contains(habit) ? habit : Habit.NONE);
  }

  long underWay() {
    return buyers.stream().filter(buyer -> !buyer.isDone()).count();
  }

  /** Throws {@link LaunchFailure} if one of them could not play his part. */
  void mustBeWell() {
    for (var buyer : buyers) {
      if (buyer.isDone()) result(buyer);
    }
  }

  private static void result(Future<?> buyer) {
    try {
      buyer.get(LONGEST_DAY.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Stopped stopped) throw stopped;
      throw new LaunchFailure("a buyer cannot play his part: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new LaunchFailure("a buyer is still at it", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchFailure("interrupted", e);
    }
  }
}
