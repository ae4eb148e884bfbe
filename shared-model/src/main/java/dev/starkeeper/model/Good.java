package dev.starkeeper.model;

/** What one piece of a product gives its recipient. */
public sealed interface Good {
  /** Owned once, for ever. */
  record Unlock(Entitlement entitlement) implements Good {}

  /** {@code units} credits of {@code unit}. */
  record Consumable(CreditUnit unit, int units) implements Good {
    private static final int MOST = 1_000_000_000;

    public Consumable {
      if (units < 1 || units > MOST) {
        throw new IllegalArgumentException("units is not from 1 to " + MOST + ": " + units);
      }
    }
  }

  default ProductKind kind() {
    return switch (this) {
      case Unlock _ -> ProductKind.UNLOCK;
      case Consumable _ -> ProductKind.CONSUMABLE;
    };
  }
}
