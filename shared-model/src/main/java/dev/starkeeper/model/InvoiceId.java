package dev.starkeeper.model;

import java.util.Optional;
import java.util.UUID;

/** Our own name for an invoice; its text is the Bot API's {@code invoice_payload}. */
public record InvoiceId(UUID value) {
  private static final int TEXT_LENGTH = 36;

  /** What Telegram gives back with each pre-checkout and payment: 36 bytes of at most 128. */
  public String payload() {
    return value.toString();
  }

  /** The invoice a payload names; empty when it is not one of ours. */
  public static Optional<InvoiceId> ofPayload(String payload) {
    if (payload.length() != TEXT_LENGTH) return Optional.empty();
    try {
      var id = new InvoiceId(UUID.fromString(payload));
      return Optional.of(id).filter(read -> read.payload().equals(payload));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
