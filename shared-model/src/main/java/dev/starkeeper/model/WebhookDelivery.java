package dev.starkeeper.model;

import java.time.Instant;
import java.util.List;

/**
 * An event on its way to an endpoint.
 *
 * @param attemptCount all that were ever made
 * @param attempts the newest of them, oldest first
 */
public record WebhookDelivery(
    WebhookDeliveryId id,
    String eventType,
    Progress progress,
    int attemptCount,
    List<WebhookAttempt> attempts) {

  /** How far it is. */
  public sealed interface Progress {
    record Pending(Instant nextAttemptAt) implements Progress {}

    record Delivered(Instant at) implements Progress {}

    /** Its schedule has run out. Nothing is sent until somebody asks for it. */
    record Dead(Instant since) implements Progress {}
  }

  /** The kinds of {@link Progress}, by name. */
  public enum Status {
    PENDING,
    DELIVERED,
    DEAD
  }

  public WebhookDelivery {
    attempts = List.copyOf(attempts);
  }
}
