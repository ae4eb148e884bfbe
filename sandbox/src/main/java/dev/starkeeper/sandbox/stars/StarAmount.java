package dev.starkeeper.sandbox.stars;

import com.google.gson.JsonObject;

/**
 * The Bot API's {@code StarAmount}: whole Stars and billionths of one, of which neither has the
 * other's sign.
 */
public record StarAmount(long stars, int nanostars) {
  public static final int MAX_NANOSTARS = 999_999_999;
  public static final StarAmount NONE = new StarAmount(0, 0);

  private static final int NANOS_OF_ONE = 1_000_000_000;

  public StarAmount {
    if (Math.abs(nanostars) > MAX_NANOSTARS || (long) Long.signum(stars) * nanostars < 0) {
      throw new IllegalArgumentException("not an amount: " + stars + " and " + nanostars);
    }
  }

  static StarAmount of(long stars) {
    return new StarAmount(stars, 0);
  }

  StarAmount plus(StarAmount other) {
    var nanos = nanostars + other.nanostars; // below 2^31, as each is below 10^9
    var whole = Math.addExact(Math.addExact(stars, other.stars), nanos / NANOS_OF_ONE);
    var rest = nanos % NANOS_OF_ONE;
    if (whole > 0 && rest < 0) return new StarAmount(whole - 1, rest + NANOS_OF_ONE);
    if (whole < 0 && rest > 0) return new StarAmount(whole + 1, rest - NANOS_OF_ONE);
    return new StarAmount(whole, rest);
  }

  StarAmount minus(StarAmount other) {
    return plus(new StarAmount(-other.stars, -other.nanostars));
  }

  boolean isNegative() {
    return stars < 0 || nanostars < 0;
  }

  public JsonObject toJson() {
    var json = new JsonObject();
    addTo(json);
    return json;
  }

  /** Adds the two fields, the second one only where there is something to tell. */
  void addTo(JsonObject json) {
    json.addProperty("amount", stars);
    if (nanostars != 0) json.addProperty("nanostar_amount", nanostars);
  }
}
