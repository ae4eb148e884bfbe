package dev.starkeeper.bot.history;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells now and then how far a long piece of work has come; of a short one it says nothing. */
final class Milestones {
  private static final Logger log = LoggerFactory.getLogger(Milestones.class);

  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final int LINES = 1_000;

  private final String done;
  private final InstantSource clock;
  private Instant told;
  private long untold;

  /** {@code done} is what was done to lines, such as "copied". */
  Milestones(String done, InstantSource clock) {
    this.done = done;
    this.clock = clock;
    told = clock.instant();
  }

  /** So many more lines; {@code all} of them so far. */
  void passed(long lines, long all) {
    untold += lines;
    var now = clock.instant();
    if (untold < LINES && Duration.between(told, now).compareTo(PAUSE) < 0) return;
    log.info("{} transactions of Telegram's history {} so far", all, done);
    told = now;
    untold = 0;
  }
}
