package dev.starkeeper.invoice.http;

import dev.starkeeper.invoice.json.JsonFields;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.jetty.server.Request;

/** A request as an endpoint reads it. Whatever is there twice is refused, never guessed at. */
final class Call {
  private final Request request;
  private final Map<String, String> pathParts;

  /** {@code pathParts} are by their name with its colon, decoded. */
  Call(Request request, Map<String, String> pathParts) {
    this.request = request;
    this.pathParts = pathParts;
  }

  /** The part of the path that the endpoint calls {@code :name}. */
  String pathPart(String name) {
    return pathParts.getOrDefault(":" + name, "");
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

  /** As {@link #body}, where there need not be one. */
  <T> T bodyOr(T otherwise, Function<JsonFields, T> read) {
    return announcesBody() ? body(read) : otherwise;
  }

  /** For what needs none: an empty one will do, and so will an object without fields. */
  void noBody() {
    if (request.getContentLengthLong() == 0 || !announcesBody()) return;
    body(fields -> {
      fields.allow(Set.of());
      return fields;
    });
  }

  private boolean announcesBody() {
    return request.getContentLengthLong() > 0 || header("Transfer-Encoding").isPresent();
  }

  private static Optional<String> only(String name, List<String> values) {
    if (values.size() > 1) throw new Refusal(Problem.invalidRequest(name + " is there twice"));
    return values.stream().findFirst();
  }
}
