package dev.starkeeper.bot;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses between attempts: doubling, bounded, and jittered over their upper half so that processes
 * that failed together do not return together.
 */
record Backoff(Duration first, Duration longest) {
  private static final int MOST_DOUBLINGS = 30; // keeps the shift in range

  /** {@code failures} counts from 1. */
  Duration pauseAfter(int failures, RandomGenerator random) {
    var doublings = Math.min(failures - 1, MOST_DOUBLINGS);
    var full = Math.min(first.toMillis() << doublings, longest.toMillis());
    return Duration.ofMillis(full - random.nextLong(full / 2 + 1));
  }
}
