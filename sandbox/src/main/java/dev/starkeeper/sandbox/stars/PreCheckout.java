package dev.starkeeper.sandbox.stars;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A pre-checkout query that is out; {@code answer} completes with the bot's word, or is cancelled.
 */
public record PreCheckout(
    String id, long askedAtNanos, CompletableFuture<PreCheckoutAnswer> answer) {
  static PreCheckout of(String id) {
    return new PreCheckout(id, System.nanoTime(), new CompletableFuture<>());
  }

  Duration age() {
    return Duration.ofNanos(System.nanoTime() - askedAtNanos);
  }
}
