package dev.starkeeper.drill;

import dev.starkeeper.launch.LaunchFailure;
import dev.starkeeper.launch.Stopped;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Waits for what comes by itself, and tells how long it took. */
record Patience(CountDownLatch askedToStop) {
  /** Longer than anything takes, be the machine ever so busy. */
  static final Duration LONG = Duration.ofMinutes(3);

  private static final Duration GLANCE = Duration.ofMillis(5);

  @FunctionalInterface
  interface Sight {
    boolean isThere() throws IOException;
  }

  /** Throws {@link LaunchFailure} if it is not there after three minutes. */
  Duration until(String what, Sight sight) throws IOException {
    return until(what, System.nanoTime(), sight);
  }

  /** Counts from {@code start}, a {@link System#nanoTime}. */
  Duration until(String what, long start, Sight sight) throws IOException {
    while (!sight.isThere()) {
      if (since(start).compareTo(LONG) > 0) {
        throw new LaunchFailure("not within " + LONG.toMinutes() + " minutes: " + what);
      }
      Stopped.orRest(askedToStop, GLANCE);
    }
    return since(start);
  }

  static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  void rest(Duration pause) {
    Stopped.orRest(askedToStop, pause);
  }
}
