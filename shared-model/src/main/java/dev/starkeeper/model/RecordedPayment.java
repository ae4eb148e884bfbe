package dev.starkeeper.model;

/**
 * A charge as we have it.
 *
 * @param reason why it was not simply delivered, or Telegram's words; empty if it was
 */
public record RecordedPayment(SuccessfulPayment payment, PaymentStatus status, String reason) {}
