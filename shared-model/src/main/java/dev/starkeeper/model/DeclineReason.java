package dev.starkeeper.model;

/** Why no Star may move. Each has its sentence in every language of the buyers. */
public enum DeclineReason {
  /** No invoice of ours has that payload. */
  UNKNOWN_INVOICE,
  /** Made for somebody else. */
  NOT_YOUR_INVOICE,
  EXPIRED,
  /** Replaced by a newer invoice. */
  VOID,
  ALREADY_PAID,
  /** Another checkout of it is under way. */
  IN_CHECKOUT,
  /** The price or the currency is not the invoice's, or not the product's any more. */
  PRICE_CHANGED,
  WITHDRAWN,
  ALREADY_OWNED,
  SOLD_OUT,
  /** The recipient has as many as one may have, or is about to. */
  LIMIT_REACHED,
  /** We could not find out in time. */
  TRY_AGAIN
}
