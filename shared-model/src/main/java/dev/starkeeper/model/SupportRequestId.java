package dev.starkeeper.model;

import java.util.Optional;
import java.util.UUID;

/** Our name for a customer's question; later ones are greater. */
public record SupportRequestId(UUID value) {
  /** Empty for what is no such name. */
  public static Optional<SupportRequestId> of(String text) {
    // As with an invoice: the one way to write it, and no other that Java would take.
    return InvoiceId.ofPayload(text).map(same -> new SupportRequestId(same.value()));
  }

  public String text() {
    return value.toString();
  }
}
