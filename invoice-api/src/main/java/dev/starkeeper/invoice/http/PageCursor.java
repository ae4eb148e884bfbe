package dev.starkeeper.invoice.http;

import dev.starkeeper.model.ChargeId;
import dev.starkeeper.store.PaymentListStore.Position;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a page ends, as callers hand it back to us: the payment's time in microseconds, as the
 * database keeps it, and its charge. Opaque to them; it holds nothing but what the page showed.
 */
final class PageCursor {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,17})\\.(.+)"); // until 5138

  private PageCursor() {}

  static String write(Position position) {
    var micros = ChronoUnit.MICROS.between(Instant.EPOCH, position.paidAt());
    var text = micros + "." + position.charge().value();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Empty for what we never wrote. */
  static Optional<Position> read(String cursor) {
    try {
      var bytes = Base64.getUrlDecoder().decode(cursor);
      var parts = FORM.matcher(new String(bytes, StandardCharsets.UTF_8));
      if (!parts.matches()) return Optional.empty();
      var paidAt = Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS);
      return charge(parts.group(2)).map(charge -> new Position(paidAt, charge));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Empty for what cannot be a charge's id, and could not even be looked up. */
  static Optional<ChargeId> charge(String text) {
    if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) return Optional.empty();
    try {
      return Optional.of(new ChargeId(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
