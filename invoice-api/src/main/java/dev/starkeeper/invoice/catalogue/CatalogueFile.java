package dev.starkeeper.invoice.catalogue;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.starkeeper.db.ConfigurationException;
import dev.starkeeper.invoice.http.ProductShape;
import dev.starkeeper.invoice.json.JsonFields;
import dev.starkeeper.invoice.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The catalogue as a file: {@code {"products":[…]}}, each as a put takes it, with its sku.
 *
 * @param products by sku, in the file's order, with {@code active} said
 */
record CatalogueFile(Map<String, JsonObject> products) {
  private static final long MOST_BYTES = 4 * 1024 * 1024; // ten times a thousand products

  /** Throws {@link ConfigurationException} with every fault and its place. */
  static CatalogueFile read(Path path) {
    var faults = new ArrayList<String>();
    var products = new LinkedHashMap<String, JsonObject>();
    var elements = elements(path, faults);
    for (var i = 0; i < elements.size(); i++) {
      var place = "products[" + i + "]";
      if (elements.get(i) instanceof JsonObject product) {
        add(product, place, products, faults);
      } else {
        faults.add(place + " is not an object");
      }
    }
    if (faults.isEmpty()) return new CatalogueFile(products);
    throw new ConfigurationException(
        faults.stream().map(fault -> path.getFileName() + ": " + fault).toList());
  }

  private static List<JsonElement> elements(Path path, List<String> faults) {
    try {
      if (Files.size(path) > MOST_BYTES) throw new IllegalArgumentException("over 4 MiB");
      var file = StrictJson.object(Files.readAllBytes(path));
      new JsonFields(file).allow(Set.of("products"));
      if (file.get("products") instanceof JsonArray products) return products.asList();
      faults.add("products is not a list");
    } catch (IllegalArgumentException e) {
      faults.add(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      faults.add("cannot be read");
    }
    return List.of();
  }

  private static void add(
      JsonObject product, String place, Map<String, JsonObject> products, List<String> faults) {
    if (!(product.get("sku") instanceof JsonPrimitive text && text.isString())) {
      faults.add(place + ": sku is missing");
      return;
    }
    var sku = text.getAsString();
    ProductShape.faults(new JsonFields(product), sku)
        .forEach(fault -> faults.add(place + " " + sku + ": " + fault));
    if (!product.has("active")) product.addProperty("active", true);
    if (products.put(sku, product) != null) faults.add(place + " " + sku + ": sku is there twice");
  }

  /** The same as text, for a person and for the next {@link #read}. */
  static String write(List<JsonObject> onSale) {
    var products = new JsonArray();
    for (var product : onSale) {
      var shown = product.deepCopy();
      shown.remove("active"); // what is on sale is
      products.add(shown);
    }
    var file = new JsonObject();
    file.add("products", products);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(file);
  }
}
