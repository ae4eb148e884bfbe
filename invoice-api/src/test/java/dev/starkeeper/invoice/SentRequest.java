package dev.starkeeper.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.starkeeper.invoice.Description.Operation;
import dev.starkeeper.invoice.Description.Part;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

/** Holds requests that were accepted against the description. */
final class SentRequest {
  private SentRequest() {}

  static void hold(Operation operation, HttpRequest request) {
    var where = request.method() + " " + request.uri();
    operation
        .parameters()
        .forEach(parameter ->
            value(parameter, operation, request)
                .ifPresent(value ->
                    assertThat(faults(parameter.at("schema").orElseThrow(), value))
                        .as("%s %s of %s, which was accepted", parameter.text("name"), value, where)
                        .isEmpty()));
    for (var query : query(request).toList()) {
      assertThat(operation.parameters().map(parameter -> parameter.text("name")))
          .as("parameters of %s, which was accepted", where)
          .contains(query[0]);
    }
    var text = body(request);
    var described = operation.part().at("requestBody");
    if (text.isEmpty()) {
      assertThat(described.filter(body -> body.json().has("required")))
          .as("the body of %s, which was accepted without one", where)
          .isEmpty();
    } else {
      var schema = described.orElseThrow().at("content", "application/json", "schema");
      assertThat(schema.orElseThrow().faults(JsonParser.parseString(text)))
          .as("the body of %s, which was accepted: %s", where, text)
          .isEmpty();
    }
  }

  /** A number in a path or a query is text that looks like one. */
  private static List<String> faults(Part schema, String value) {
    var asText = schema.faults(new JsonPrimitive(value));
    if (asText.isEmpty() || !value.matches("0|[1-9][0-9]{0,17}")) return asText;
    JsonElement number = new JsonPrimitive(Long.valueOf(value));
    return schema.faults(number);
  }

  private static Optional<String> value(Part parameter, Operation operation, HttpRequest request) {
    var name = parameter.text("name");
    return switch (parameter.text("in")) {
      case "header" -> request.headers().firstValue(name);
      case "query" ->
          query(request).filter(pair -> pair[0].equals(name)).map(pair -> pair[1]).findFirst();
      case "path" -> Optional.of(inPath(name, operation, request));
      default -> throw new AssertionError(parameter);
    };
  }

  private static String inPath(String name, Operation operation, HttpRequest request) {
    var position = List.of(operation.path().split("/", -1)).indexOf("{" + name + "}");
    return decoded(request.uri().getRawPath().split("/", -1)[position]);
  }

  private static Stream<String[]> query(HttpRequest request) {
    var query = request.uri().getRawQuery();
    if (query == null || query.isEmpty()) return Stream.of();
    return Stream.of(query.split("&", -1))
        .map(pair -> (pair + "=").split("=", 3))
        .map(pair -> new String[] {decoded(pair[0]), decoded(pair[1])});
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String body(HttpRequest request) {
    return request.bodyPublisher().map(SentRequest::read).orElse("");
  }

  private static String read(HttpRequest.BodyPublisher publisher) {
    var text = BodySubscribers.ofString(StandardCharsets.UTF_8);
    publisher.subscribe(
        new Flow.Subscriber<>() {
          @Override
          public void onSubscribe(Flow.Subscription subscription) {
            text.onSubscribe(subscription);
          }

          @Override
          public void onNext(ByteBuffer bytes) {
            text.onNext(List.of(bytes));
          }

          @Override
          public void onError(Throwable thrown) {
            text.onError(thrown);
          }

          @Override
          public void onComplete() {
            text.onComplete();
          }
        });
    return text.getBody().toCompletableFuture().join();
  }
}
