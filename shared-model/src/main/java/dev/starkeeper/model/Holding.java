package dev.starkeeper.model;

import java.time.Instant;

/**
 * What somebody has of one entitlement, as far as it decides whether more of it can be sold to him.
 *
 * @param forever whether a live unlock gives it
 * @param subscribedUntil the latest end of a live subscription's months; {@link Instant#MIN} if
 *     there is none
 */
public record Holding(boolean forever, Instant subscribedUntil) {
  public static final Holding NOTHING = new Holding(false, Instant.MIN);

  /**
   * Whether buying {@code good} at {@code now} would give him nothing. A second subscription waits
   * until the first has ended; what grace adds is not in its way.
   */
  public boolean makesPointless(Good good, Instant now) {
    return switch (good) {
      case Good.Consumable _ -> false;
      case Good.Unlock _, Good.Pass _ -> forever;
      case Good.Subscription _ -> forever || now.isBefore(subscribedUntil);
    };
  }

  /** The same, with what a delivery added. */
  public Holding with(Good good, Instant coveredUntil) {
    return switch (good) {
      case Good.Unlock _ -> new Holding(true, subscribedUntil);
      case Good.Subscription _ ->
          new Holding(
              forever, coveredUntil.isAfter(subscribedUntil) ? coveredUntil : subscribedUntil);
      case Good.Pass _, Good.Consumable _ -> this;
    };
  }
}
