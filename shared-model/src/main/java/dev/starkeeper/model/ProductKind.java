package dev.starkeeper.model;

/** What sort of thing a product is. */
public enum ProductKind {
  /** Once per customer, for ever. */
  UNLOCK,
  /** For some days; stacks. */
  PASS,
  /** Adds credits, as often as it is bought. */
  CONSUMABLE,
  /** Renews every 30 days until it is cancelled. */
  SUBSCRIPTION
}
