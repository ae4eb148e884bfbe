package dev.starkeeper.model;

import java.util.Optional;

/** An event and an endpoint that is to be told of it: there is one delivery of the two. */
public record WebhookDeliveryId(WebhookEndpointId endpoint, long event) {
  /** As {@link #text} writes it, and in no other way. */
  public static Optional<WebhookDeliveryId> ofText(String text) {
    var dot = text.indexOf('.');
    if (dot < 0 || !text.substring(dot + 1).matches("[1-9][0-9]{0,17}")) return Optional.empty();
    var event = Long.parseLong(text.substring(dot + 1));
    return WebhookEndpointId.ofText(text.substring(0, dot))
        .map(endpoint -> new WebhookDeliveryId(endpoint, event));
  }

  public String text() {
    return endpoint.text() + "." + event;
  }
}
