package dev.starkeeper.invoice.http;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import javax.servlet.http.HttpServletResponse;

/**
 * An answer.
 *
 * @param body empty when there is none
 */
record Reply(Status status, String mediaType, Body body, Map<String, String> headers) {

  /** Text in UTF-8. However many are being answered with it at once, it is there once. */
  static final class Body {
    private final byte[] bytes;

    private Body(String text) {
      bytes = text.getBytes(StandardCharsets.UTF_8);
    }
  }

  static Reply text(Status status, String mediaType, String text) {
    return new Reply(status, mediaType, new Body(text), Map.of());
  }

  static Reply ok(JsonElement body) {
    return json(Status.OK, body);
  }

  static Reply json(Status status, JsonElement body) {
    return text(status, "application/json", body.toString());
  }

  static Reply nothing() {
    return text(Status.NO_CONTENT, "", "");
  }

  static Reply of(Problem problem) {
    var body = new Body(problem.json().toString());
    return new Reply(problem.status(), "application/problem+json", body, problem.headers());
  }

  Reply with(String header, String value) {
    var more = new HashMap<>(headers);
    more.put(header, value);
    return new Reply(status, mediaType, body, more);
  }

  ByteBuffer bytes() {
    return ByteBuffer.wrap(body.bytes).asReadOnlyBuffer();
  }

  /** Writes all of it, so that nobody adds to it later. */
  void writeTo(HttpServletResponse response) throws IOException {
    response.setStatus(status.code());
    headers.forEach(response::setHeader);
    if (body.bytes.length > 0) {
      response.setHeader("Content-Type", mediaType);
      response.setContentLength(body.bytes.length);
      response.getOutputStream().write(body.bytes);
    }
    response.flushBuffer();
  }
}
