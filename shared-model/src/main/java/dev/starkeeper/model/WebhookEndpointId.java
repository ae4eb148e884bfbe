package dev.starkeeper.model;

import java.util.Optional;
import java.util.UUID;

/** Our name for a place where a merchant wants to be told of events. */
public record WebhookEndpointId(UUID value) {
  private static final String FORM = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

  /** As {@link #text} writes it, and in no other way. */
  public static Optional<WebhookEndpointId> ofText(String text) {
    return text.matches(FORM)
        ? Optional.of(new WebhookEndpointId(UUID.fromString(text)))
        : Optional.empty();
  }

  public String text() {
    return value.toString();
  }
}
