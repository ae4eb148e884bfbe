package dev.starkeeper.model;

/** The merchant's own name for a product. */
public record Sku(String value) {
  public Sku {
    Name.check("sku", value);
  }
}
