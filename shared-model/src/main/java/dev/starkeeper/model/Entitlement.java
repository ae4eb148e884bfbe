package dev.starkeeper.model;

/** Something a customer may or may not have, by the name the merchant's program asks for it. */
public record Entitlement(String key) {
  public Entitlement {
    Name.check("entitlement", key);
  }
}
