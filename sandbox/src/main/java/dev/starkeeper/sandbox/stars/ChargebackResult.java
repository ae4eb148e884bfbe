package dev.starkeeper.sandbox.stars;

/** What comes of a store that takes a payment back. */
public sealed interface ChargebackResult {
  record ChargedBack(StarTransaction line) implements ChargebackResult {}

  /** It was refunded or charged back before. */
  record AlreadyReturned() implements ChargebackResult {}

  record UnknownCharge() implements ChargebackResult {}
}
