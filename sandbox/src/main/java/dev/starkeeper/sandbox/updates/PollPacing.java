package dev.starkeeper.sandbox.updates;

import java.time.Duration;

/** Makes pollers that spin or collide wait, as Telegram does. Its owner guards it. */
final class PollPacing {
  private static final Duration ONE_AT_A_TIME = Duration.ofMillis(500); // Telegram's

  private final Duration window;
  private long previousOffset = Long.MIN_VALUE;
  private long previousAt;
  private long nextConflictAt = System.nanoTime();

  /** {@code window} is 3 seconds at Telegram's; zero switches all of it off. */
  PollPacing(Duration window) {
    this.window = window;
  }

  /** The same request again within the window has to wait for something new. */
  GetUpdates paced(GetUpdates request) {
    var now = System.nanoTime();
    var again = !window.isZero() && request.offset() == previousOffset;
    var sincePrevious = now - previousAt;
    previousOffset = request.offset();
    previousAt = now;
    var shorter = request.timeout().compareTo(window) < 0;
    var timeout = again && shorter && sincePrevious < window.toNanos() ? window : request.timeout();
    var limit = again && sincePrevious < ONE_AT_A_TIME.toNanos() ? 1 : request.limit();
    return new GetUpdates(request.offset(), limit, timeout, request.allowed());
  }

  /** How long this 409 is held back: the first in a window goes out at once. */
  long conflictDelayNanos() {
    var now = System.nanoTime();
    if (now - nextConflictAt < 0) return window.toNanos();
    nextConflictAt = now + window.toNanos();
    return 0;
  }
}
