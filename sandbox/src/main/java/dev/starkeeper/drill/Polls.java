package dev.starkeeper.drill;

import dev.starkeeper.soak.PlayedTelegram;
import java.io.IOException;
import java.time.Duration;

/** Whether a bot is polled by one. Two end each other's polls, and so ask again and again. */
record Polls(PlayedTelegram telegram, Patience patience) {
  private static final Duration CALM = Duration.ofSeconds(5); // a poll waits ten times as long
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** When one of two gave up, zero if there was only one; the limit if neither does. */
  Duration untilOneIsLeft() throws IOException {
    patience.until("everything is confirmed", () -> telegram.mail().pending() == 0);
    var start = System.nanoTime();
    var last = start;
    var polls = telegram.mail().polls();
    while (Patience.since(last).compareTo(CALM) < 0) {
      if (Patience.since(start).compareTo(LIMIT) > 0) return LIMIT;
      patience.rest(Duration.ofMillis(100));
      var now = telegram.mail().polls();
      if (now != polls) last = System.nanoTime();
      polls = now;
    }
    return Duration.ofNanos(last - start);
  }
}
