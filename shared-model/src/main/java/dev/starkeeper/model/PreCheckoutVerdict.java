package dev.starkeeper.model;

/** Our answer to a pre-checkout query. */
public sealed interface PreCheckoutVerdict {
  record Approve() implements PreCheckoutVerdict {}

  /** {@code reason} is shown to the buyer, in the buyer's language. */
  record Decline(DeclineReason reason) implements PreCheckoutVerdict {}
}
