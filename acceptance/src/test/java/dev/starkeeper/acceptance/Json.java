package dev.starkeeper.acceptance;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** JSON over HTTP, as a stranger's program would speak it. */
public final class Json {
  /** An answer, whatever its status; {@code body} is empty when there was none. */
  public record Answer(int status, JsonObject body, HttpResponse<String> whole) {
    public String text(String name) {
      return body.get(name).getAsString();
    }
  }

  private static final Duration LIMIT = Duration.ofMinutes(2); // a busy machine, not a figure
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(LIMIT).version(HttpClient.Version.HTTP_1_1).build();

  private Json() {}

  public static Answer get(URI url, Map<String, String> headers) {
    return send("GET", url, headers, "");
  }

  public static Answer post(URI url, Map<String, String> headers, String body) {
    return send("POST", url, headers, body);
  }

  public static Answer send(String method, URI url, Map<String, String> headers, String body) {
    var request = HttpRequest.newBuilder(url).timeout(LIMIT);
    headers.forEach(request::header);
    if (body.isEmpty()) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, BodyPublishers.ofString(body));
    }
    try {
      var answer = HTTP.send(request.build(), BodyHandlers.ofString());
      var text = answer.body();
      var parsed = text.isBlank() ? new JsonObject() : JsonParser.parseString(text);
      return new Answer(
          answer.statusCode(),
          parsed instanceof JsonObject object ? object : new JsonObject(),
          answer);
    } catch (IOException e) {
      throw new IllegalStateException(method + " " + url.getPath(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(method + " " + url.getPath(), e);
    }
  }
}
