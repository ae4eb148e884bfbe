package dev.starkeeper.drill;

import dev.starkeeper.soak.PlayedTelegram;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Whether a bot is polled by one. Two end each other's polls, and so ask again and again. */
record Polls(PlayedTelegram telegram, Patience patience) {
  private static final Duration LOOK = Duration.ofSeconds(5); // a poll waits ten times as long

  /** Nobody may write to the bot meanwhile. */
  List<String> disputes() throws IOException {
    patience.until("everything is confirmed", () -> isCalm(telegram.mail()));
    var before = telegram.mail().polls();
    patience.rest(LOOK);
    var more = telegram.mail().polls() - before;
    return more <= 1
        ? List.of()
        : List.of(more + " polls in " + LOOK.toSeconds() + " idle seconds");
  }

  private static boolean isCalm(PlayedTelegram.Mail mail) {
    return mail.pending() == 0 && mail.isPolled();
  }
}
