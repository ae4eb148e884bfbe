package dev.starkeeper.model;

import java.time.Instant;

/** Whether an endpoint is told of anything. */
public sealed interface WebhookState {
  record Active() implements WebhookState {}

  /** Nothing is sent; what is to be sent waits. */
  record Disabled(String reason, Instant since) implements WebhookState {}
}
