package dev.starkeeper.model;

/**
 * The Bot API's {@code StarAmount}: whole Stars and billionths of one, both of the same sign.
 *
 * @param stars whole ones
 * @param nanostars from -999,999,999 to 999,999,999
 */
public record StarAmount(long stars, int nanostars) {
  public static final StarAmount ZERO = new StarAmount(0, 0);

  private static final int ONE_STAR = 1_000_000_000;

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

  public StarAmount plus(StarAmount other) {
    return of(Math.addExact(stars, other.stars), (long) nanostars + other.nanostars);
  }

  public StarAmount minus(StarAmount other) {
    return of(Math.subtractExact(stars, other.stars), (long) nanostars - other.nanostars);
  }
}
