package dev.starkeeper.drill;

import dev.starkeeper.drill.Market.End;
import dev.starkeeper.launch.LaunchFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Buyers who come at a steady rate, whether those before them have been served or not. */
final class Crowd implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(3); // a purchase

  private final Market market;
  private final Duration between;
  private final Patience patience;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<End>> purchases = new ArrayList<>();
  private final Future<?> coming;
  private final long start = System.nanoTime();
  private volatile boolean isOver;

  private Crowd(Market market, int rate, Patience patience) {
    this.market = market;
    this.between = Duration.ofSeconds(1).dividedBy(rate);
    this.patience = patience;
    this.coming = threads.submit(this::come);
  }

  /** They come from now on. */
  static Crowd comes(Market market, int rate, Patience patience) {
    return new Crowd(market, rate, patience);
  }

  private void come() {
    for (var number = 0; !isOver; number++) {
      var pause = between.multipliedBy(number).minus(Patience.since(start));
      if (pause.isPositive()) patience.rest(pause);
      purchases.add(threads.submit(market::buy));
    }
  }

  /** What came of all of them, and in which time they came. */
  record Sales(List<Duration> preCheckouts, List<String> failed, Duration time) {
    double perSecond() {
      return preCheckouts.size() / (time.toMillis() / 1000.0);
    }
  }

  /** No more of them come; waits for those who are at it. */
  Sales end() throws IOException {
    isOver = true;
    result(coming);
    var time = Patience.since(start);
    var bought = new ArrayList<Duration>();
    var failed = new ArrayList<String>();
    for (var purchase : purchases) {
      switch (result(purchase)) {
        case End.Bought(var preCheckout) -> bought.add(preCheckout);
        case End.Failed(var why) -> failed.add(why);
      }
    }
    return new Sales(bought, failed, time);
  }

  private static <T> T result(Future<T> part) throws IOException {
    try {
      return part.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) throw failure;
      throw new IOException("a buyer cannot play his part", e);
    } catch (TimeoutException e) {
      throw new LaunchFailure("a buyer is still at it", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchFailure("interrupted", e);
    }
  }

  @Override
  public void close() {
    isOver = true;
    threads.shutdownNow();
  }
}
