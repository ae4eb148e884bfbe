package dev.starkeeper.invoice.catalogue;

import com.google.gson.JsonObject;
import dev.starkeeper.invoice.catalogue.CatalogueOptions.Stock;
import dev.starkeeper.invoice.http.ProductShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What stands between the file and what is on sale, product by product. */
sealed interface Difference {
  String sku();

  /** There never was one of that sku. */
  record Created(String sku, JsonObject wanted) implements Difference {}

  /**
   * It is not what the file says.
   *
   * @param fields as {@code name old → new}
   * @param notes what the file says otherwise, and is not to be changed
   */
  record Changed(String sku, JsonObject wanted, List<String> fields, List<String> notes)
      implements Difference {}

  record Unchanged(String sku, List<String> notes) implements Difference {}

  /** On sale, and not in the file. */
  record Missing(String sku) implements Difference {}

  /** In the file's order, then those that are missing in it. */
  static List<Difference> between(
      CatalogueFile file, List<JsonObject> listed, CatalogueApi api, Stock stock) {
    var onSale = new TreeMap<String, JsonObject>();
    for (var product : listed) onSale.put(product.get("sku").getAsString(), product);
    var differences = new ArrayList<Difference>();
    file.products()
        .forEach((sku, wanted) -> {
          // One that is not on sale may have been, and would be changed by a put.
          var present = Optional.ofNullable(onSale.remove(sku)).or(() -> api.find(sku));
          differences.add(
              present
                  .map(found -> between(sku, found, wanted, stock))
                  .orElseGet(() -> new Created(sku, wanted)));
        });
    onSale.keySet().forEach(sku -> differences.add(new Missing(sku)));
    return differences;
  }

  private static Difference between(
      String sku, JsonObject present, JsonObject wanted, Stock stock) {
    var fields = new ArrayList<String>();
    var notes = new ArrayList<String>();
    for (var name : ProductShape.FIELDS) {
      var before = text(present, name);
      var after = text(wanted, name);
      if (before.equals(after)) continue;
      if (name.equals("stock") && stock == Stock.KEPT) {
        notes.add("stock: %s in the file, %s; left as it is".formatted(after, left(present)));
      } else {
        fields.add(name + " " + before + " → " + after);
      }
    }
    return fields.isEmpty() ? new Unchanged(sku, notes) : new Changed(sku, wanted, fields, notes);
  }

  private static String left(JsonObject product) {
    return product.has("stock") ? product.get("stock") + " left" : "no limit now";
  }

  private static String text(JsonObject product, String name) {
    return product.has(name) ? product.get(name).toString() : "none";
  }
}
