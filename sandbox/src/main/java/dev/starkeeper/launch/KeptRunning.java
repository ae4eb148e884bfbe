package dev.starkeeper.launch;

import dev.starkeeper.db.ConfigurationException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A child that is started again when it dies, after pauses that grow while it keeps dying. */
final class KeptRunning {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration GOOD_RUN = Duration.ofMinutes(1); // what it died of is over
  private static final int BAD_CONFIGURATION = 2;

  private final Supplier<Child> start;
  private final Consumer<String> say;
  private Child child;
  private Instant startedAt;
  private Duration pause = FIRST_PAUSE;
  private Optional<Instant> startAgainAt = Optional.empty();

  /** Starts it. */
  KeptRunning(Supplier<Child> start, Consumer<String> say, Instant now) {
    this.start = start;
    this.say = say;
    this.child = start.get();
    this.startedAt = now;
  }

  /** The one that runs, or has run last. */
  Child child() {
    return child;
  }

  /**
   * To be called every now and then.
   *
   * @throws ConfigurationException if it refused its settings: starting it again is pointless
   */
  void look(Instant now) {
    if (startAgainAt.isPresent()) {
      if (!now.isBefore(startAgainAt.get())) startAgain(now);
      return;
    }
    var status = child.exitStatus();
    if (status.isEmpty()) return;
    if (status.getAsInt() == BAD_CONFIGURATION) {
      throw new ConfigurationException(
          List.of("the " + child.name() + " cannot use its settings: see its lines above"));
    }
    if (Duration.between(startedAt, now).compareTo(GOOD_RUN) >= 0) pause = FIRST_PAUSE;
    say.accept(
        "the %s ended with status %d; it is started again in %d s"
            .formatted(child.name(), status.getAsInt(), pause.toSeconds()));
    startAgainAt = Optional.of(now.plus(pause));
    pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
  }

  private void startAgain(Instant now) {
    startAgainAt = Optional.empty();
    startedAt = now;
    child = start.get();
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
