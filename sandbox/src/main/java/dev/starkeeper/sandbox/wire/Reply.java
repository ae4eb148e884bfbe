package dev.starkeeper.sandbox.wire;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;

/** One HTTP answer. */
public record Reply(int status, String contentType, String body, Map<String, String> headers)
    implements Outcome {
  private static final String JSON = "application/json";

  /** {@code {"ok":true,"result":…}}, where {@code result} is JSON text already. */
  public static Reply ok(String result) {
    return new Reply(200, JSON, AsciiJson.of("{\"ok\":true,\"result\":" + result + "}"), Map.of());
  }

  /** As {@link #ok(String)}, with the description that webhook calls carry on success. */
  public static Reply ok(String result, String description) {
    var described = new JsonObject();
    described.addProperty("description", description);
    var members = described.toString().substring(1);
    return new Reply(
        200, JSON, AsciiJson.of("{\"ok\":true,\"result\":" + result + "," + members), Map.of());
  }

  public static Reply error(int status, String description) {
    return new Reply(status, JSON, AsciiJson.of(failure(status, description)), Map.of());
  }

  /** 429, with the wait both in the body and in the header. */
  public static Reply tooManyRequests(int retryAfterSeconds) {
    var failure = failure(429, "Too Many Requests: retry after " + retryAfterSeconds);
    var parameters = new JsonObject();
    parameters.addProperty("retry_after", retryAfterSeconds);
    failure.add("parameters", parameters);
    return new Reply(
        429,
        JSON,
        AsciiJson.of(failure),
        Map.of("Retry-After", Integer.toString(retryAfterSeconds)));
  }

  /** JSON that is not the Bot API's: the answer of a control. */
  public static Reply json(int status, JsonElement body) {
    return new Reply(status, JSON, AsciiJson.of(body), Map.of());
  }

  public static Reply html(int status, String page) {
    return new Reply(status, "text/html; charset=utf-8", page, Map.of());
  }

  /** Announced as JSON, whatever it is. */
  public static Reply text(int status, String body) {
    return new Reply(status, JSON, body, Map.of());
  }

  /** A status and nothing else; the connection ends after it. */
  public static Reply bare(int status) {
    return new Reply(status, "", "", Map.of("Connection", "close"));
  }

  private static JsonObject failure(int status, String description) {
    var failure = new JsonObject();
    failure.addProperty("ok", false);
    failure.addProperty("error_code", status);
    failure.addProperty("description", description);
    return failure;
  }
}
