package dev.starkeeper.bot.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When a delivery is tried again: ten attempts over three days, as Standard Webhooks suggests. */
final class RetrySchedule {
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  static final int ATTEMPTS = PAUSES.size() + 1;

  private static final Duration LONGEST = Duration.ofHours(24); // whatever a receiver asks for
  private static final double JITTER = 0.1; // either way, so that what failed together comes apart

  private RetrySchedule() {}

  /**
   * {@code failures} counts from 1. The receiver's own wish is heard if it is later than ours.
   * Empty when the schedule has run out.
   */
  static Optional<Duration> pauseAfter(
      int failures, Optional<Duration> wish, RandomGenerator random) {
    if (failures >= ATTEMPTS) return Optional.empty();
    var millis = PAUSES.get(failures - 1).toMillis();
    var ours = Duration.ofMillis((long) (millis * random.nextDouble(1 - JITTER, 1 + JITTER)));
    var theirs =
        wish.filter(pause -> pause.compareTo(LONGEST) < 0).or(() -> wish.map(_ -> LONGEST));
    return Optional.of(theirs.filter(pause -> pause.compareTo(ours) > 0).orElse(ours));
  }
}
