package dev.starkeeper.doctor;

import java.time.Duration;

/** Judges our clock by another one. */
final class CheckClock {
  private static final Duration WARNING = Duration.ofSeconds(2); // Telegram's has whole seconds
  // Init data that is dated more than a minute ahead is refused.
  private static final Duration TROUBLE = Duration.ofSeconds(30);

  private static final String ADVICE =
      "Have the clocks of all machines set by NTP (timedatectl set-ntp true): invoices and init"
          + " data end by them.";

  private CheckClock() {}

  static Finding of(String check, String whose, Duration ahead) {
    var by = ahead.abs();
    var words = "this machine's is %s %s %s".formatted(inWords(by), direction(ahead), whose);
    if (by.compareTo(TROUBLE) > 0) return Finding.trouble(check, words, ADVICE);
    if (by.compareTo(WARNING) > 0) return Finding.warning(check, words, ADVICE);
    return Finding.ok(check, "within 2 s of " + whose);
  }

  private static String direction(Duration ahead) {
    return ahead.isNegative() ? "behind" : "ahead of";
  }

  private static String inWords(Duration by) {
    return by.toSeconds() + " s";
  }
}
