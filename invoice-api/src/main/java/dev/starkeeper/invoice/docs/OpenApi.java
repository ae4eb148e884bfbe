package dev.starkeeper.invoice.docs;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;

/** The description of the API, put together from its subjects. */
public final class OpenApi {
  private static final List<String> SUBJECTS =
      List.of(
          "api",
          "products",
          "invoices",
          "customers",
          "grants",
          "credits",
          "subscriptions",
          "payments",
          "support",
          "events",
          "webhooks",
          "books",
          "operation",
          "problems");

  private OpenApi() {}

  /** OpenAPI 3.1, as a document of its own. */
  public static JsonObject document() {
    var document = new JsonObject();
    for (var subject : SUBJECTS) {
      var file = "openapi/" + subject + ".json";
      var part = JsonParser.parseString(Resource.read(OpenApi.class, file)).getAsJsonObject();
      merge(document, part, file);
    }
    return document;
  }

  /** Objects are united; anything else may be said once. */
  private static void merge(JsonObject into, JsonObject from, String file) {
    for (var entry : from.entrySet()) {
      var name = entry.getKey();
      if (!into.has(name)) {
        into.add(name, entry.getValue());
      } else if (into.get(name) instanceof JsonObject old
          && entry.getValue() instanceof JsonObject more) {
        merge(old, more, file);
      } else {
        throw new IllegalStateException(file + " says " + name + " again");
      }
    }
  }
}
