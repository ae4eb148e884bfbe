package dev.starkeeper.invoice.catalogue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.starkeeper.invoice.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The running API, as the merchant's server. */
final class CatalogueApi implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30); // it waits for its database too

  /** How many the API lists. */
  static final int MOST_LISTED = 1_000;

  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;
  private static final int NOT_FOUND = 404;

  /** Where it is, and the key it wants. */
  record Place(URI url, String key) {
    /** Hides the key. */
    @Override
    public String toString() {
      return url.toString();
    }
  }

  // No redirects: the key goes nowhere else.
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final Place place;

  CatalogueApi(Place place) {
    this.place = place;
  }

  /** Every product on sale, by sku. Throws {@link CallFailed} if there may be more of them. */
  List<JsonObject> onSale() {
    var listed = listed();
    if (listed.size() < MOST_LISTED) return listed;
    throw new CallFailed(
        "the API lists at most %,d products, and so many came: which others are on sale cannot be seen"
            .formatted(MOST_LISTED));
  }

  /** The first {@link #MOST_LISTED} products on sale, by sku. */
  List<JsonObject> listed() {
    var answer = send("GET", "/v1/products", BodyPublishers.noBody());
    if (answer.statusCode() != OK) throw refused("GET /v1/products", answer);
    if (!(json(answer).get("products") instanceof JsonArray products)) {
      throw notOurs("it lists no products");
    }
    return products.asList().stream().map(this::product).toList();
  }

  /** A product, withdrawn or not; empty if there never was one. */
  Optional<JsonObject> find(String sku) {
    var answer = send("GET", path(sku), BodyPublishers.noBody());
    if (answer.statusCode() == NOT_FOUND) return Optional.empty();
    if (answer.statusCode() != OK) throw refused("GET " + path(sku), answer);
    return Optional.of(product(json(answer)));
  }

  /** Whether it was new. */
  boolean put(String sku, JsonObject product) {
    var answer = send("PUT", path(sku), BodyPublishers.ofString(product.toString()));
    if (answer.statusCode() == CREATED) return true;
    if (answer.statusCode() == OK) return false;
    throw refused("PUT " + path(sku), answer);
  }

  void withdraw(String sku) {
    var answer = send("DELETE", path(sku), BodyPublishers.noBody());
    if (answer.statusCode() != NO_CONTENT) throw refused("DELETE " + path(sku), answer);
  }

  private static String path(String sku) {
    return "/v1/products/" + sku; // its characters need no escape
  }

  private HttpResponse<String> send(String method, String path, BodyPublisher body) {
    var request =
        HttpRequest.newBuilder(URI.create(place.url() + path))
            .timeout(ANSWER)
            .header("Authorization", "Bearer " + place.key())
            .header("Content-Type", "application/json")
            .method(method, body)
            .build();
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new CallFailed("no answer from " + place + " to " + method + " " + path);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailed("interrupted during " + method + " " + path);
    }
  }

  private JsonObject json(HttpResponse<String> answer) {
    try {
      return StrictJson.object(answer.body());
    } catch (IllegalArgumentException e) {
      throw notOurs(String.valueOf(e.getMessage()));
    }
  }

  private JsonObject product(JsonElement element) {
    if (element instanceof JsonObject product
        && product.get("sku") instanceof JsonPrimitive sku
        && sku.isString()) {
      return product;
    }
    throw notOurs("a product has no sku");
  }

  private CallFailed notOurs(String why) {
    return new CallFailed("what answers at " + place + " is not this API: " + why);
  }

  private CallFailed refused(String call, HttpResponse<String> answer) {
    return new CallFailed(call + " -> " + answer.statusCode() + " " + words(answer));
  }

  /** What the API says of it, if it was the API that answered. */
  private static String words(HttpResponse<String> answer) {
    try {
      var problem = StrictJson.object(answer.body());
      if (problem.get("code") instanceof JsonPrimitive code
          && problem.get("detail") instanceof JsonPrimitive detail) {
        return code.getAsString() + ": " + detail.getAsString();
      }
    } catch (IllegalArgumentException e) {
      // Told below: it is somebody else's.
    }
    return "in words that are not this API's";
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
