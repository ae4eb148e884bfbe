package dev.starkeeper.model;

import java.util.Locale;

/**
 * A person as an update or init data names him.
 *
 * @param languageCode an IETF tag such as {@code ru} or {@code pt-br}; {@code en} when not told
 */
public record TelegramUser(TelegramUserId id, String languageCode) {
  private static final int LONGEST_TAG = 35; // RFC 5646 §4.4.1

  public TelegramUser {
    var sensible =
        languageCode.length() >= 2
            && languageCode.length() <= LONGEST_TAG
            && languageCode.chars().allMatch(c -> c == '-' || Character.isLetterOrDigit(c));
    languageCode = sensible ? languageCode.toLowerCase(Locale.ROOT) : "en";
  }
}
