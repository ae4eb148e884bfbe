package dev.starkeeper.invoice.http;

import dev.starkeeper.invoice.json.JsonFields;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.server.Request;

/** A request as an endpoint reads it. Whatever is there twice is refused, never guessed at. */
final class Call {
  private final Request request;
  private final Map<String, String> pathParts;

  /** {@code pathParts} are by their name with its colon, as they stood in the path. */
  Call(Request request, Map<String, String> pathParts) {
    this.request = request;
    this.pathParts = pathParts;
  }

  /** The part of the path that the endpoint calls {@code :name}. */
  String pathPart(String name) {
    var raw = pathParts.getOrDefault(":" + name, "");
    try {
      return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return raw; // names nothing of ours: the endpoint says so
    }
  }

  Optional<String> header(String name) {
    return only(name, Collections.list(request.getHeaders(name)));
  }

  Optional<String> query(String name) {
    var values = request.getParameterValues(name);
    return only(name, values == null ? List.of() : List.of(values));
  }

  /**
   * What {@code read} makes of the body's fields; an {@link IllegalArgumentException} from it says
   * what is wrong with them.
   */
  <T> T body(Function<JsonFields, T> read) {
    var type = header("Content-Type").orElse("");
    var coding = header("Content-Encoding").orElse("identity");
    var fields = new RequestBody(request, type, coding).fields();
    try {
      return read.apply(fields);
    } catch (IllegalArgumentException e) {
      throw new Refusal(Problem.invalidRequest(String.valueOf(e.getMessage())));
    }
  }

  private static Optional<String> only(String name, List<String> values) {
    if (values.size() > 1) throw new Refusal(Problem.invalidRequest(name + " is there twice"));
    return values.stream().findFirst();
  }
}
