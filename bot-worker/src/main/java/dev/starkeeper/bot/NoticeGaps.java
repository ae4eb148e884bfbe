package dev.starkeeper.bot;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the history read at once after any time in which updates may have been lost: somebody else
 * polled and confirmed what we never saw, or nobody polled while Telegram dropped what it keeps for
 * a day at most (facts §2.4).
 */
public final class NoticeGaps {
  private static final Logger log = LoggerFactory.getLogger(NoticeGaps.class);

  // An undisturbed poll answers within 65 seconds, so at least one has failed. Far less than what
  // Telegram keeps; but a pre-checkout is gone after 150 s, and reading a short history costs
  // little.
  private static final Duration LONGEST = Duration.ofMinutes(2);
  // Two pollers disturb each other all the time: this often is enough.
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Runnable reconcile;
  private final InstantSource clock;
  private Instant answeredAt;
  private Instant askedAt = Instant.EPOCH;
  private boolean disturbed;

  /** {@code reconcile} has the history read soon; it may throw, and is then asked again. */
  public NoticeGaps(Runnable reconcile, InstantSource clock) {
    this.reconcile = reconcile;
    this.clock = clock;
    answeredAt = clock.instant();
  }

  /** Somebody else polls too. */
  void disturbed() {
    disturbed = true;
  }

  /** A poll was answered, and what it brought is committed. */
  void answered() {
    var now = clock.instant();
    var gap = Duration.between(answeredAt, now);
    var isGap = gap.compareTo(LONGEST) > 0;
    if (isGap || (disturbed && Duration.between(askedAt, now).compareTo(PAUSE) >= 0)) {
      reconcile.run();
      log.warn("updates may be lost ({}): reading Telegram's history", isGap ? gap : "two pollers");
      disturbed = false;
      askedAt = now;
    }
    answeredAt = now;
  }
}
