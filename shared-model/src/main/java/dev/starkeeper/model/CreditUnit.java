package dev.starkeeper.model;

/** What consumable credits are counted in, such as {@code coins}. */
public record CreditUnit(String name) {
  public CreditUnit {
    Name.check("unit", name);
  }
}
