package dev.starkeeper.sandbox.wire;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One request to the sandbox itself. */
public record ControlRequest(String verb, String path, Parameters query, String body) {
  private static final int MAX_BODY = 64 << 20; // a full queue of updates fits

  public static ControlRequest read(HttpExchange exchange) throws IOException, UnreadableRequest {
    var query = new Parameters();
    var uri = exchange.getRequestURI();
    UrlEncodedForm.read(Optional.ofNullable(uri.getRawQuery()).orElse(""), query);
    var body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) throw new UnreadableRequest(413, "too long for a control");
    var text = new String(body, StandardCharsets.UTF_8);
    return new ControlRequest(exchange.getRequestMethod(), uri.getPath(), query, text);
  }
}
