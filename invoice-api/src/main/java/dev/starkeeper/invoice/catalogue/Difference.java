package dev.starkeeper.invoice.catalogue;

import com.google.gson.JsonObject;
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

  /** {@code fields} as {@code name old → new}. */
  record Changed(String sku, JsonObject wanted, List<String> fields) implements Difference {}

  record Unchanged(String sku) implements Difference {}

  /** On sale, and not in the file. */
  record Missing(String sku) implements Difference {}

  /** In the file's order, then those that are missing in it. */
  static List<Difference> between(CatalogueFile file, CatalogueApi api) {
    var onSale = new TreeMap<String, JsonObject>();
    for (var product : api.onSale()) onSale.put(product.get("sku").getAsString(), product);
    var differences = new ArrayList<Difference>();
    file.products()
        .forEach((sku, wanted) -> {
          // One that is not on sale may have been, and would be changed by a put.
          var present = Optional.ofNullable(onSale.remove(sku)).or(() -> api.find(sku));
          differences.add(
              present
                  .map(found -> between(sku, found, wanted))
                  .orElseGet(() -> new Created(sku, wanted)));
        });
    onSale.keySet().forEach(sku -> differences.add(new Missing(sku)));
    return differences;
  }

  private static Difference between(String sku, JsonObject present, JsonObject wanted) {
    var fields = new ArrayList<String>();
    for (var name : ProductShape.FIELDS) {
      var before = text(present, name);
      var after = text(wanted, name);
      if (!before.equals(after)) fields.add(name + " " + before + " → " + after);
    }
    return fields.isEmpty() ? new Unchanged(sku) : new Changed(sku, wanted, fields);
  }

  private static String text(JsonObject product, String name) {
    return product.has(name) ? product.get(name).toString() : "none";
  }
}
