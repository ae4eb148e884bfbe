package dev.starkeeper.model;

import java.util.UUID;

/** Our own name for a {@link Debit}: a UUIDv7. */
public record DebitId(UUID value) {
  public String text() {
    return value.toString();
  }
}
