package dev.starkeeper.invoice.http;

import com.google.gson.JsonObject;
import dev.starkeeper.invoice.json.JsonFields;
import dev.starkeeper.invoice.sale.Listing;
import dev.starkeeper.model.CreditUnit;
import dev.starkeeper.model.Entitlement;
import dev.starkeeper.model.Good;
import dev.starkeeper.model.Offer;
import dev.starkeeper.model.PhotoUrl;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.Stars;
import dev.starkeeper.model.Supply;
import java.util.Locale;
import java.util.Set;

/** A product in JSON. */
final class ProductShape {
  private static final Set<String> FIELDS =
      Set.of(
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

  private static final int MOST_PIECES = 1_000_000_000;
  private static final int MOST_DAYS = 3_650;
  private static final int MOST_UNITS = 1_000_000_000;

  private ProductShape() {}

  static JsonObject write(Product product) {
    var json = new JsonObject();
    json.addProperty("sku", product.sku().value());
    json.addProperty("title", product.offer().title());
    json.addProperty("description", product.offer().description());
    var photo = product.offer().photo();
    if (!photo.isNone()) json.addProperty("photoUrl", photo.value());
    json.addProperty("stars", product.offer().price().amount());
    json.addProperty("kind", product.good().kind().name().toLowerCase(Locale.ROOT));
    switch (product.good()) {
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
    addLimit(json, "stock", product.supply().stock());
    addLimit(json, "limitPerCustomer", product.supply().perCustomer());
    json.addProperty("active", product.active());
    return json;
  }

  private static void addLimit(JsonObject json, String name, int pieces) {
    if (pieces != Supply.NONE) json.addProperty(name, pieces);
  }

  /** Throws {@link IllegalArgumentException} that names the field at fault. */
  static Listing read(JsonFields body, String sku) {
    body.allow(FIELDS);
    if (!body.optionalText("sku").orElse(sku).equals(sku)) {
      throw new IllegalArgumentException("sku is not the one in the path");
    }
    var offer = offer(body);
    var good = good(body);
    Product.checkPrice(offer, good);
    return new Listing(offer, good, body.flag("active", true), supply(body));
  }

  private static Supply supply(JsonFields body) {
    return new Supply(
        body.optionalWholeNumber("stock", 0, MOST_PIECES).orElse((long) Supply.NONE).intValue(),
        body.optionalWholeNumber("limitPerCustomer", 1, MOST_PIECES)
            .orElse((long) Supply.NONE)
            .intValue());
  }

  private static Offer offer(JsonFields body) {
    return new Offer(
        body.text("title"),
        body.text("description"),
        body.optionalText("photoUrl").map(ProductShape::photo).orElse(PhotoUrl.NONE),
        new Stars((int) body.wholeNumber("stars", 1, Stars.MOST)));
  }

  private static PhotoUrl photo(String url) {
    if (url.isEmpty()) throw new IllegalArgumentException("photoUrl is empty");
    return new PhotoUrl(url);
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
