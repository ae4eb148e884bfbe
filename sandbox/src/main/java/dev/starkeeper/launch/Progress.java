package dev.starkeeper.launch;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** Tells a person what is going on, and how long after the start of it. */
final class Progress {
  private final PrintStream out;
  private final InstantSource clock;
  private final Instant start;

  Progress(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
    this.start = clock.instant();
  }

  /** A step that is done, or begun. May be called from any thread. */
  void step(String what) {
    var elapsed = Duration.between(start, clock.instant()).toMillis();
    out.println(String.format(Locale.ROOT, "%6d ms  %s", elapsed, what));
  }

  /** What belongs to the step before. */
  void detail(String what) {
    out.println("           " + what);
  }

  /** As it is. */
  void text(String text) {
    out.println(text);
  }
}
