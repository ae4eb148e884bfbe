package dev.starkeeper.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.starkeeper.invoice.Description.Operation;
import dev.starkeeper.invoice.Description.Part;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds answers against the description, and remembers which of the described ones were seen. */
final class Conformance {
  // Of HTTP itself, and of CORS, which belongs to no call.
  private static final Set<String> ANYBODYS =
      Set.of("date", "content-type", "content-length", "transfer-encoding", "connection", "vary");

  // What may come before it is known which call it is, and so in the place of what is described.
  private static final Set<Integer> BEFORE = Set.of(400, 404, 408, 431, 500, 503, 505);

  /** Each is {@code operationId status}. */
  static final Set<String> SEEN = new ConcurrentSkipListSet<>();

  /** The codes of problems. */
  static final Set<String> SEEN_CODES = new ConcurrentSkipListSet<>();

  private Conformance() {}

  static void hold(HttpRequest request, Answer answer) {
    var method = request.method();
    var path = request.uri().getRawPath();
    var operation = Description.operation(method.equals("HEAD") ? "GET" : method, path);
    if (method.equals("OPTIONS") && answer.status() == 204) {
      assertThat(answer.header("allow")).matches("[A-Z]+(, [A-Z]+)*");
      return;
    }
    hold(method, path, operation, answer);
    operation
        .filter(_ -> answer.status() < 300)
        .ifPresent(accepted -> SentRequest.hold(accepted, request));
  }

  /** An answer to a request that is not at hand, or that no client would send. */
  static void hold(String method, String path, Optional<Operation> operation, Answer answer) {
    var status = Integer.toString(answer.status());
    var own = operation.flatMap(known -> known.part().at("responses", status));
    var before =
        Description.root()
            .at("x-any-call", status)
            .filter(_ -> operation.isEmpty() || BEFORE.contains(answer.status()));
    var described = Stream.of(own, before).flatMap(Optional::stream).toList();
    var where = method + " " + path + " -> " + status + " " + answer.text();
    assertThat(described).as("described answers of %s", where).isNotEmpty();
    var faults = described.stream().map(part -> faults(part, method, answer)).toList();
    if (faults.stream().noneMatch(List::isEmpty)) {
      throw new AssertionError(where + " is not as described: " + faults.getFirst());
    }
    if (own.isPresent() && faults.getFirst().isEmpty()) {
      SEEN.add(operation.orElseThrow().id() + " " + status);
    }
    if (answer.text().startsWith("{\"type\":\"about:blank\"")) SEEN_CODES.add(answer.get("code"));
  }

  private static List<String> faults(Part response, String method, Answer answer) {
    return Stream.of(
            headerFaults(response, answer),
            response.json().has("content")
                ? contentFaults(response.at("content").orElseThrow(), method, answer)
                : emptinessFaults(answer))
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> headerFaults(Part response, Answer answer) {
    var described =
        Stream.of(response.at("headers"), Description.root().at("x-any-answer"))
            .flatMap(Optional::stream)
            .flatMap(headers -> headers.json().keySet().stream().map(headers::at))
            .flatMap(Optional::stream)
            .toList();
    var names =
        Stream.of(response.at("headers"), Description.root().at("x-any-answer"))
            .flatMap(Optional::stream)
            .flatMap(headers -> headers.json().keySet().stream())
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    var unknown =
        answer.headers().map().keySet().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .filter(name -> !names.contains(name) && !ANYBODYS.contains(name))
            .filter(name -> !name.startsWith("access-control-"))
            .map(name -> "undescribed header " + name);
    return Stream.concat(unknown, described.stream().flatMap(part -> headerFault(part, answer)))
        .toList();
  }

  private static Stream<String> headerFault(Part header, Answer answer) {
    var name = header.pointer().replaceAll(".*/", "");
    var values = answer.headers().allValues(name);
    if (values.isEmpty()) {
      return header.json().has("required") ? Stream.of("no header " + name) : Stream.of();
    }
    return values.stream()
        .flatMap(
            value -> header.at("schema").orElseThrow().faults(new JsonPrimitive(value)).stream());
  }

  private static List<String> contentFaults(Part content, String method, Answer answer) {
    var type = answer.header("content-type");
    var schema = content.at(type, "schema");
    if (schema.isEmpty()) return List.of("undescribed media type " + type);
    if (method.equals("HEAD")) return answer.text().isEmpty() ? List.of() : List.of("a body");
    return schema.get().faults(body(type, answer.text()));
  }

  private static JsonElement body(String type, String text) {
    return type.endsWith("json") ? JsonParser.parseString(text) : new JsonPrimitive(text);
  }

  private static List<String> emptinessFaults(Answer answer) {
    return answer.text().isEmpty() && answer.header("content-type").isEmpty()
        ? List.of()
        : List.of("a body");
  }
}
