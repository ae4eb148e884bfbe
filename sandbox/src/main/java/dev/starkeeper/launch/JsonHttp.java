package dev.starkeeper.launch;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Calls services that speak JSON. */
public final class JsonHttp implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(40); // the longest `wait` is 30 seconds

  /** What came back; {@code body} is empty if it was not a JSON object. */
  public record Answer(int status, JsonObject body) {}

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(CONNECT).version(HttpClient.Version.HTTP_1_1).build();

  public Answer get(URI uri, String authorization) throws IOException {
    return send(request(uri, authorization).GET());
  }

  public Answer post(URI uri, String authorization, JsonObject body) throws IOException {
    return send(request(uri, authorization).POST(BodyPublishers.ofString(body.toString())));
  }

  /** With these headers beside the usual ones. */
  public Answer post(URI uri, Map<String, String> headers, JsonObject body) throws IOException {
    var request = request(uri, "").POST(BodyPublishers.ofString(body.toString()));
    headers.forEach(request::header);
    return send(request);
  }

  public Answer put(URI uri, String authorization, JsonObject body) throws IOException {
    return send(request(uri, authorization).PUT(BodyPublishers.ofString(body.toString())));
  }

  private static HttpRequest.Builder request(URI uri, String authorization) {
    var request = HttpRequest.newBuilder(uri).timeout(ANSWER);
    request.header("Content-Type", "application/json");
    if (!authorization.isEmpty()) request.header("Authorization", authorization);
    return request;
  }

  private Answer send(HttpRequest.Builder request) throws IOException {
    try {
      var response = client.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), json(response.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static JsonObject json(String text) {
    try {
      var json = JsonParser.parseString(text);
      return json.isJsonObject() ? json.getAsJsonObject() : new JsonObject();
    } catch (JsonParseException e) {
      return new JsonObject();
    }
  }

  /** Does not wait for answers that are still owed. */
  @Override
  public void close() {
    client.shutdownNow();
  }
}
