package dev.starkeeper.launch;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** We were asked to stop before what we were doing was done. */
public final class Stopped extends RuntimeException {
  private Stopped() {
    super("asked to stop");
  }

  /** Rests so long, unless {@code askedToStop} falls meanwhile: then it throws at once. */
  public static void orRest(CountDownLatch askedToStop, Duration rest) {
    try {
      if (askedToStop.await(rest.toNanos(), TimeUnit.NANOSECONDS)) throw new Stopped();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stopped();
    }
  }
}
