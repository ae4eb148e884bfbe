package dev.starkeeper.sandbox.bot;

import dev.starkeeper.sandbox.stars.Payment;

/** What the payer's client sees in the end. */
public sealed interface PayResult {
  record Paid(Payment payment, long preCheckoutMillis) implements PayResult {}

  /** {@code error} is the bot's own message, or Telegram's constant. */
  record Failed(String error, long preCheckoutMillis) implements PayResult {}

  /** The client knows that its user has too few Stars, so the bot is not asked. */
  record NotAsked(String error) implements PayResult {}

  record Cancelled() implements PayResult {}
}
