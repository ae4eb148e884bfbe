package dev.starkeeper.model;

/** What sort of thing a product is. */
public enum ProductKind {
  /** Once per customer, for ever. */
  UNLOCK,
  /** Adds credits, as often as it is bought. */
  CONSUMABLE
}
