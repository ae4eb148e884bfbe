package dev.starkeeper.sandbox.bot;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A bot's own time: the sandbox's, and as much later as it was advanced. Its owner advances it. */
final class BotClock implements InstantSource {
  private final InstantSource sandboxes;
  private volatile Duration ahead = Duration.ZERO;

  BotClock(InstantSource sandboxes) {
    this.sandboxes = sandboxes;
  }

  @Override
  public Instant instant() {
    return sandboxes.instant().plus(ahead);
  }

  void advance(Duration time) {
    ahead = ahead.plus(time);
  }
}
