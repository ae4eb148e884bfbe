package dev.starkeeper.model;

/** What one piece of a product gives its recipient. */
public sealed interface Good {
  /** A good that opens something by name, for as long as it covers. */
  sealed interface Access extends Good {
    Entitlement entitlement();
  }

  /** Owned once, for ever. */
  record Unlock(Entitlement entitlement) implements Access {}

  /** Access for so many days of 24 hours; several stack, one after the other. */
  record Pass(Entitlement entitlement, int days) implements Access {
    private static final int MOST = 3650; // ten years

    public Pass {
      if (days < 1 || days > MOST) {
        throw new IllegalArgumentException("durationDays is not from 1 to " + MOST + ": " + days);
      }
    }
  }

  /** Access for as long as Telegram charges for it again, every 30 days. */
  record Subscription(Entitlement entitlement) implements Access {}

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
      case Pass _ -> ProductKind.PASS;
      case Subscription _ -> ProductKind.SUBSCRIPTION;
      case Consumable _ -> ProductKind.CONSUMABLE;
    };
  }
}
