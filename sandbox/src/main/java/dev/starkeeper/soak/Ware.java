package dev.starkeeper.soak;

import com.google.gson.JsonObject;
import dev.starkeeper.soak.book.Things;
import java.util.List;
import java.util.Locale;

/**
 * Something on sale. {@code gives} is an entitlement's key or a unit of credits; {@code size} is
 * how many units, or for how many days.
 */
public record Ware(String sku, Kind kind, int stars, String gives, int size) {
  /** As the API knows them. */
  public enum Kind {
    UNLOCK,
    CONSUMABLE,
    PASS,
    SUBSCRIPTION
  }

  public static final Ware COINS = new Ware("coins-100", Kind.CONSUMABLE, 50, "coins", 100);
  static final List<Ware> ALL =
      List.of(
          new Ware("premium", Kind.UNLOCK, 250, "premium", 0),
          new Ware("badge", Kind.UNLOCK, 1, "badge", 0),
          COINS,
          new Ware("gems-5", Kind.CONSUMABLE, 7, "gems", 5),
          new Ware("week", Kind.PASS, 30, "week", 7),
          new Ware("club", Kind.SUBSCRIPTION, 90, "club", 0));

  /** The body that puts it on sale. */
  JsonObject json() {
    var json = new JsonObject();
    json.addProperty("title", sku);
    json.addProperty("description", "For the soak: " + sku);
    json.addProperty("stars", stars);
    json.addProperty("kind", kind.name().toLowerCase(Locale.ROOT));
    if (kind == Kind.CONSUMABLE) {
      json.addProperty("unit", gives);
      json.addProperty("units", size);
    } else {
      json.addProperty("entitlement", gives);
    }
    if (kind == Kind.PASS) json.addProperty("durationDays", size);
    return json;
  }

  /** By the name that all three books use. */
  public String thing() {
    return kind == Kind.CONSUMABLE ? Things.credits(gives) : Things.entitlement(gives);
  }

  /** How much of it {@code quantity} pieces give. */
  public long amount(int quantity) {
    return kind == Kind.CONSUMABLE ? (long) size * quantity : 1;
  }
}
