package dev.starkeeper.model;

import java.util.Optional;
import java.util.UUID;

/** Our own name for a {@link ManualGrant}: a UUIDv7. */
public record ManualGrantId(UUID value) {
  public String text() {
    return value.toString();
  }

  /** Empty for what is no such name. */
  public static Optional<ManualGrantId> ofText(String text) {
    return InvoiceId.ofPayload(text).map(read -> new ManualGrantId(read.value()));
  }
}
