package dev.starkeeper.model;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A person as an update or init data names him.
 *
 * @param languageCode an IETF tag such as {@code ru} or {@code pt-br}; {@code en} when not told
 */
public record TelegramUser(TelegramUserId id, String languageCode) {
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9-]{2,35}"); // RFC 5646 §4.4.1

  public TelegramUser {
    var sensible = TAG.matcher(languageCode).matches();
    languageCode = sensible ? languageCode.toLowerCase(Locale.ROOT) : "en";
  }
}
