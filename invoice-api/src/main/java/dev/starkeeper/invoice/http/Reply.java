package dev.starkeeper.invoice.http;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import javax.servlet.http.HttpServletResponse;

/**
 * An answer.
 *
 * @param body text in UTF-8; empty when there is none
 */
record Reply(Status status, String mediaType, String body, Map<String, String> headers) {

  static Reply ok(JsonElement body) {
    return json(Status.OK, body);
  }

  static Reply json(Status status, JsonElement body) {
    return new Reply(status, "application/json", body.toString(), Map.of());
  }

  static Reply nothing() {
    return new Reply(Status.NO_CONTENT, "", "", Map.of());
  }

  static Reply of(Problem problem) {
    return new Reply(
        problem.status(), "application/problem+json", problem.json().toString(), problem.headers());
  }

  Reply with(String header, String value) {
    var more = new HashMap<>(headers);
    more.put(header, value);
    return new Reply(status, mediaType, body, more);
  }

  byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }

  /** Writes all of it, so that nobody adds to it later. */
  void writeTo(HttpServletResponse response) throws IOException {
    response.setStatus(status.code());
    headers.forEach(response::setHeader);
    if (!body.isEmpty()) {
      var bytes = bytes();
      response.setHeader("Content-Type", mediaType);
      response.setContentLength(bytes.length);
      response.getOutputStream().write(bytes);
    }
    response.flushBuffer();
  }
}
