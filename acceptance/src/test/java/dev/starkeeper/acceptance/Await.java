package dev.starkeeper.acceptance;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for another process to get somewhere. Bounded by what is certainly too long. */
final class Await {
  private static final Duration TOO_LONG = Duration.ofMinutes(2);
  private static final long BETWEEN_LOOKS_MS = 50;

  private Await() {}

  static void until(String what, BooleanSupplier there) {
    var deadline = System.nanoTime() + TOO_LONG.toNanos();
    while (!there.getAsBoolean()) {
      if (System.nanoTime() > deadline) throw new AssertionError("not within 2 minutes: " + what);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BETWEEN_LOOKS_MS));
    }
  }
}
