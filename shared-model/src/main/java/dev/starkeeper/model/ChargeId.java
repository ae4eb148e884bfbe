package dev.starkeeper.model;

/** The Bot API's {@code telegram_payment_charge_id}: opaque, 131 characters today. */
public record ChargeId(String value) {
  private static final int LONGEST = 255;

  public ChargeId {
    if (value.isBlank() || value.length() > LONGEST) {
      throw new IllegalArgumentException("not a charge id: " + value.length() + " characters");
    }
  }
}
