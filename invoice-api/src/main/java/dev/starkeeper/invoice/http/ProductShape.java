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
import java.util.List;
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
          "active");

  private static final List<String> NOT_YET = List.of("durationDays", "stock", "limitPerCustomer");
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
    }
    json.addProperty("active", product.active());
    return json;
  }

  /** Throws {@link IllegalArgumentException} that names the field at fault. */
  static Listing read(JsonFields body, String sku) {
    for (var name : NOT_YET) {
      if (body.has(name)) {
        throw new IllegalArgumentException(name + " is not supported by this version yet");
      }
    }
    body.allow(FIELDS);
    if (!body.optionalText("sku").orElse(sku).equals(sku)) {
      throw new IllegalArgumentException("sku is not the one in the path");
    }
    return new Listing(offer(body), good(body), body.flag("active", true));
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
        refuse(body, kind, "unit", "units");
        yield new Good.Unlock(new Entitlement(body.text("entitlement")));
      }
      case "consumable" -> {
        refuse(body, kind, "entitlement");
        var unit = new CreditUnit(body.text("unit"));
        yield new Good.Consumable(unit, (int) body.wholeNumber("units", 1, MOST_UNITS));
      }
      case "pass", "subscription" ->
          throw new IllegalArgumentException(
              "kind " + kind + " is not supported by this version yet");
      default -> throw new IllegalArgumentException("kind is neither unlock nor consumable");
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
