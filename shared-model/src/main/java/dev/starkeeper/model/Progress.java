package dev.starkeeper.model;

import java.time.Instant;

/** How far an invoice has come, with what is known only there. */
public sealed interface Progress {
  record Open() implements Progress {}

  /** Held for one pre-checkout query until {@code heldUntil}, exclusive. */
  record Checkout(String queryId, Instant heldUntil) implements Progress {}

  record Paid(ChargeId charge, Instant at) implements Progress {}

  /** {@code at} is when it was paid. */
  record Refunded(ChargeId charge, Instant at) implements Progress {}

  record Expired() implements Progress {}

  record Voided() implements Progress {}

  /** Whether a charge was delivered by it, even if that went back since. */
  default boolean isPaid() {
    return this instanceof Paid || this instanceof Refunded;
  }

  default InvoiceState state() {
    return switch (this) {
      case Open _ -> InvoiceState.OPEN;
      case Checkout _ -> InvoiceState.CHECKOUT;
      case Paid _ -> InvoiceState.PAID;
      case Refunded _ -> InvoiceState.REFUNDED;
      case Expired _ -> InvoiceState.EXPIRED;
      case Voided _ -> InvoiceState.VOID;
    };
  }
}
