package dev.starkeeper.model;

import java.math.BigDecimal;

/**
 * The Bot API's {@code StarAmount}: whole Stars and billionths of one, both of the same sign.
 *
 * @param stars whole ones
 * @param nanostars from -999,999,999 to 999,999,999
 */
public record StarAmount(long stars, int nanostars) {
  public static final StarAmount ZERO = new StarAmount(0, 0);

  private static final int ONE_STAR = 1_000_000_000;
  private static final int NANO_DIGITS = 9;

  public StarAmount {
    if (nanostars <= -ONE_STAR || nanostars >= ONE_STAR) {
      throw new IllegalArgumentException("nanostars is out of range: " + nanostars);
    }
    if (Long.signum(stars) * Integer.signum(nanostars) < 0) {
      throw new IllegalArgumentException("signs differ: " + stars + ", " + nanostars);
    }
  }

  /** {@code nanostars} may be any number, of any sign. */
  private static StarAmount of(long stars, long nanostars) {
    var whole = Math.addExact(stars, Math.floorDiv(nanostars, ONE_STAR));
    var rest = Math.floorMod(nanostars, ONE_STAR);
    return whole < 0 && rest > 0
        ? new StarAmount(whole + 1, rest - ONE_STAR)
        : new StarAmount(whole, rest);
  }

  public boolean isNegative() {
    return stars < 0 || nanostars < 0;
  }

  /** Such as {@code -1.5 Stars}. */
  public String inWords() {
    return BigDecimal.valueOf(stars)
            .add(BigDecimal.valueOf(nanostars, NANO_DIGITS))
            .stripTrailingZeros()
            .toPlainString()
        + " Stars";
  }

  public StarAmount plus(StarAmount other) {
    return of(Math.addExact(stars, other.stars), (long) nanostars + other.nanostars);
  }

  public StarAmount minus(StarAmount other) {
    return of(Math.subtractExact(stars, other.stars), (long) nanostars - other.nanostars);
  }
}
