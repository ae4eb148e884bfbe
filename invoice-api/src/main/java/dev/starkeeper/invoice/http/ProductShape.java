package dev.starkeeper.invoice.http;

import com.google.gson.JsonObject;
import dev.starkeeper.invoice.json.JsonFields;
import dev.starkeeper.invoice.sale.Listing;
import dev.starkeeper.model.CreditUnit;
import dev.starkeeper.model.Edition;
import dev.starkeeper.model.Entitlement;
import dev.starkeeper.model.Good;
import dev.starkeeper.model.Offer;
import dev.starkeeper.model.PhotoUrl;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.Sku;
import dev.starkeeper.model.Stars;
import dev.starkeeper.model.Supply;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/** A product in JSON. */
public final class ProductShape {
  /** In the order in which they are written. */
  public static final List<String> FIELDS =
      List.of(
          "sku",
          "title",
          "description",
          "photoUrl",
          "stars",
          "kind",
          "entitlement",
          "unit",
          "units",
          "durationDays",
          "stock",
          "limitPerCustomer",
          "active");

  private static final Set<String> ALLOWED = Set.copyOf(FIELDS);

  private static final String ANY = "-"; // where another field is looked at

  private static final int MOST_PIECES = 1_000_000_000;
  private static final int MOST_DAYS = 3_650;
  private static final int MOST_UNITS = 1_000_000_000;

  private ProductShape() {}

  static JsonObject write(Product product) {
    var json = new JsonObject();
    json.addProperty("sku", product.sku().value());
    addOffer(json, product.offer());
    addGood(json, product.good());
    addLimit(json, "stock", product.supply().stock());
    addLimit(json, "limitPerCustomer", product.supply().perCustomer());
    json.addProperty("active", product.active());
    return json;
  }

  static JsonObject write(Edition edition) {
    var json = new JsonObject();
    json.addProperty("version", edition.version());
    json.addProperty("createdAt", edition.createdAt().toString());
    addOffer(json, edition.offer());
    addGood(json, edition.good());
    return json;
  }

  private static void addOffer(JsonObject json, Offer offer) {
    json.addProperty("title", offer.title());
    json.addProperty("description", offer.description());
    if (!offer.photo().isNone()) json.addProperty("photoUrl", offer.photo().value());
    json.addProperty("stars", offer.price().amount());
  }

  private static void addGood(JsonObject json, Good good) {
    json.addProperty("kind", good.kind().name().toLowerCase(Locale.ROOT));
    switch (good) {
      case Good.Unlock(var entitlement) -> json.addProperty("entitlement", entitlement.key());
      case Good.Consumable(var unit, var units) -> {
        json.addProperty("unit", unit.name());
        json.addProperty("units", units);
      }
      case Good.Pass(var entitlement, var days) -> {
        json.addProperty("entitlement", entitlement.key());
        json.addProperty("durationDays", days);
      }
      case Good.Subscription(var entitlement) -> json.addProperty("entitlement", entitlement.key());
    }
  }

  private static void addLimit(JsonObject json, String name, int pieces) {
    if (pieces != Supply.NONE) json.addProperty(name, pieces);
  }

  /** Throws {@link IllegalArgumentException} that names the field at fault. */
  public static Listing read(JsonFields body, String sku) {
    body.allow(ALLOWED);
    checkSku(body, sku);
    var offer = new Offer(body.text("title"), body.text("description"), photo(body), price(body));
    var good = good(body);
    Product.checkPrice(offer, good);
    return new Listing(offer, good, body.flag("active", true), supply(body));
  }

  /** What {@link #read} would say, for each field at once; empty if it would read it. */
  public static List<String> faults(JsonFields body, String sku) {
    var faults = new LinkedHashSet<String>();
    body.others(ALLOWED).forEach(name -> faults.add("unknown field: " + name));
    List<Supplier<Object>> fields =
        List.of(
            () -> new Sku(sku),
            () -> new Offer(body.text("title"), ANY, PhotoUrl.NONE, new Stars(1)),
            () -> new Offer(ANY, body.text("description"), PhotoUrl.NONE, new Stars(1)),
            () -> photo(body),
            () -> price(body),
            () -> good(body),
            () -> pieces(body, "stock", 0),
            () -> pieces(body, "limitPerCustomer", 1),
            () -> body.flag("active", true),
            () -> read(body, sku));
    for (var field : fields) {
      try {
        var _ = field.get();
      } catch (IllegalArgumentException e) {
        faults.add(String.valueOf(e.getMessage()));
      }
    }
    return List.copyOf(faults);
  }

  private static void checkSku(JsonFields body, String sku) {
    if (!body.optionalText("sku").orElse(sku).equals(sku)) {
      throw new IllegalArgumentException("sku is not the one in the path");
    }
  }

  private static Supply supply(JsonFields body) {
    return new Supply(pieces(body, "stock", 0), pieces(body, "limitPerCustomer", 1));
  }

  private static int pieces(JsonFields body, String name, int least) {
    return body.optionalWholeNumber(name, least, MOST_PIECES).orElse((long) Supply.NONE).intValue();
  }

  private static Stars price(JsonFields body) {
    return new Stars((int) body.wholeNumber("stars", 1, Stars.MOST));
  }

  private static PhotoUrl photo(JsonFields body) {
    var url = body.optionalText("photoUrl");
    if (url.isPresent() && url.get().isEmpty()) {
      throw new IllegalArgumentException("photoUrl is empty");
    }
    return url.map(PhotoUrl::new).orElse(PhotoUrl.NONE);
  }

  private static Good good(JsonFields body) {
    var kind = body.text("kind");
    return switch (kind) {
      case "unlock" -> {
        refuse(body, kind, "unit", "units", "durationDays");
        yield new Good.Unlock(new Entitlement(body.text("entitlement")));
      }
      case "pass" -> {
        refuse(body, kind, "unit", "units");
        var days = (int) body.wholeNumber("durationDays", 1, MOST_DAYS);
        yield new Good.Pass(new Entitlement(body.text("entitlement")), days);
      }
      case "subscription" -> {
        refuse(body, kind, "unit", "units", "durationDays");
        yield new Good.Subscription(new Entitlement(body.text("entitlement")));
      }
      case "consumable" -> {
        refuse(body, kind, "entitlement", "durationDays");
        var unit = new CreditUnit(body.text("unit"));
        yield new Good.Consumable(unit, (int) body.wholeNumber("units", 1, MOST_UNITS));
      }
      default ->
          throw new IllegalArgumentException(
              "kind is not one of unlock, pass, consumable, subscription");
    };
  }

  private static void refuse(JsonFields body, String kind, String... names) {
    for (var name : names) {
      if (body.has(name)) {
        throw new IllegalArgumentException(name + " is no field of the kind " + kind);
      }
    }
  }
}
