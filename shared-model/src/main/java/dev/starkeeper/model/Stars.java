package dev.starkeeper.model;

/** A positive, whole number of Telegram Stars. Stars have no minor unit. */
public record Stars(int amount) {
  /** The currency code the Bot API uses for Stars. */
  public static final String CURRENCY = "XTR";

  /** What a one-off invoice may cost: measured, as Telegram names no number (facts §2.3). */
  public static final int MOST = 100_000;

  /** What a subscription's month may cost (facts §1.1, §2.3). */
  public static final int MOST_FOR_A_MONTH = 10_000;

  public Stars {
    if (amount < 1) throw new IllegalArgumentException("not a price in Stars: " + amount);
  }

  /**
   * The price of several.
   *
   * @throws ArithmeticException past 2³¹ Stars
   */
  public Stars times(int quantity) {
    return new Stars(Math.multiplyExact(amount, quantity));
  }
}
