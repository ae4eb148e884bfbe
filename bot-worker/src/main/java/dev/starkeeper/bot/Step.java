package dev.starkeeper.bot;

import java.time.Duration;

/** One bounded piece of background work. */
@FunctionalInterface
public interface Step {
  /** Does the piece and says how long to rest before the next. */
  Duration run();
}
