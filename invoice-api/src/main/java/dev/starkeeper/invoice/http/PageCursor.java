package dev.starkeeper.invoice.http;

import dev.starkeeper.model.ChargeId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a page ends, as callers hand it back to us: the last row's time in microseconds, as the
 * database keeps it, and its name. Opaque to them; it holds nothing but what the page showed.
 */
final class PageCursor {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,17})\\.(.+)"); // until 5138

  private PageCursor() {}

  /** The last row's time and name. */
  record Place(Instant at, String name) {}

  static String write(Instant at, String name) {
    var text = ChronoUnit.MICROS.between(Instant.EPOCH, at) + "." + name;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Empty for what we never wrote. */
  static Optional<Place> read(String cursor) {
    try {
      var bytes = Base64.getUrlDecoder().decode(cursor);
      var parts = FORM.matcher(new String(bytes, StandardCharsets.UTF_8));
      if (!parts.matches() || isUnspeakable(parts.group(2))) return Optional.empty();
      var at = Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS);
      return Optional.of(new Place(at, parts.group(2)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Empty for what cannot be a charge's id, and could not even be looked up. */
  static Optional<ChargeId> charge(String text) {
    if (isUnspeakable(text)) return Optional.empty();
    try {
      return Optional.of(new ChargeId(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isUnspeakable(String text) {
    return text.isBlank() || text.chars().anyMatch(Character::isISOControl);
  }
}
