package dev.starkeeper.sandbox.stars;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a chargeback shows in the history; nobody outside Telegram knows which is true. */
public enum ChargebackLook {
  /** Under an id of its own, with a partner of type other. */
  OTHER,
  /** As a refund does, under the payment's id. */
  REFUND;

  public static Optional<ChargebackLook> named(String name) {
    return Arrays.stream(values())
        .filter(look -> look.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }
}
