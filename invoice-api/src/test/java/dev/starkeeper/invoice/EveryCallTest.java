package dev.starkeeper.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.invoice.Description.Operation;
import dev.starkeeper.invoice.Description.Part;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is asked of every call alike, read from its description. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EveryCallTest {
  private final RunningApi api = RunningApi.start();

  @AfterAll
  void stop() {
    api.close();
  }

  static Stream<Operation> that(int status) {
    return Description.operations().stream().filter(operation -> operation.describes(status));
  }

  static Stream<Operation> closed() {
    return that(401);
  }

  static Stream<Operation> forOneKindOfCaller() {
    return that(403);
  }

  static Stream<Operation> withABody() {
    return that(415);
  }

  static Stream<Operation> reading() {
    return Description.operations().stream()
        .filter(one -> one.method().equals("get"))
        .filter(one -> !one.path().equals("/metrics")); // each time another
  }

  @ParameterizedTest
  @MethodSource("closed")
  void asksWhoCalls(Operation call) {
    api.send(request(call, api.asNobody(path(call)))).isProblem(401, "missing_credentials");
  }

  @ParameterizedTest
  @MethodSource("closed")
  void isNotForAnotherBot(Operation call) {
    api.send(request(call, asCaller(api, call)).header("Starkeeper-Bot", "1"))
        .isProblem(400, "invalid_request");
  }

  @ParameterizedTest
  @MethodSource("forOneKindOfCaller")
  void isNotForTheOtherKindOfCaller(Operation call) {
    var other =
        call.callers().contains("server") ? api.asBuyer(path(call)) : api.asServer(path(call));

    api.send(request(call, other)).isProblem(403, "forbidden");
  }

  @ParameterizedTest
  @MethodSource("withABody")
  void takesABodyOfJsonThatIsNotTooLong(Operation call) {
    var method = call.method().toUpperCase(Locale.ROOT);
    var text = asCaller(api, call).method(method, BodyPublishers.ofString("{}"));
    var tooLong = RunningApi.json(asCaller(api, call), method, " ".repeat(20_000));
    var unknown = RunningApi.json(asCaller(api, call), method, "{\"no-such-field\":1}");

    api.send(text.header("Content-Type", "text/plain")).isProblem(415, "invalid_request");
    api.send(tooLong).isProblem(413, "payload_too_large");
    api.send(unknown).isProblem(400, "invalid_request");
  }

  @ParameterizedTest
  @MethodSource("reading")
  void tellsHeadWhatGetWouldSay(Operation call) {
    var got = api.send(asCaller(api, call));
    var headed = api.send(asCaller(api, call).HEAD());

    assertThat(headed.status()).isEqualTo(got.status());
    assertThat(headed.header("content-length")).isEqualTo(got.header("content-length"));
    assertThat(headed.text()).isEmpty();
  }

  @Test
  void saysWhenTheDatabaseIsAway() {
    try (var homeless = RunningApi.startWithoutDatabase()) {
      var calls =
          that(503)
              .filter(call -> !call.callers().isEmpty())
              .<Callable<Answer>>map(
                  call -> () -> homeless.send(request(call, asCaller(homeless, call))))
              .toList();

      for (var answer : RunningApi.atOnce(calls)) answer.isProblem(503, "database_unavailable");
    }
  }

  /** A request that is as described, with the body of the description's example. */
  private static HttpRequest.Builder request(Operation call, HttpRequest.Builder caller) {
    var method = call.method().toUpperCase(Locale.ROOT);
    var media = call.part().at("requestBody", "content", "application/json");
    if (media.isEmpty() || !media.get().json().has("example")) {
      return caller.method(method, BodyPublishers.noBody());
    }
    return RunningApi.json(caller, method, media.get().json().get("example").toString());
  }

  /** With the headers that it must have. */
  private static HttpRequest.Builder asCaller(RunningApi api, Operation call) {
    var callers = call.callers();
    var request =
        callers.contains("tma")
            ? api.asBuyer(path(call))
            : callers.contains("server") ? api.asServer(path(call)) : api.asNobody(path(call));
    call.parameters()
        .filter(parameter -> parameter.text("in").equals("header"))
        .filter(parameter -> parameter.json().has("required"))
        .forEach(parameter -> request.header(parameter.text("name"), example(parameter)));
    return request;
  }

  /** With the examples of its parameters. */
  private static String path(Operation call) {
    var path = call.path();
    for (var parameter : call.parameters().toList()) {
      if (!parameter.text("in").equals("path")) continue;
      path = path.replace("{" + parameter.text("name") + "}", example(parameter));
    }
    return path;
  }

  private static String example(Part parameter) {
    var schema = parameter.at("schema").orElseThrow().json();
    return List.of("examples", "enum").stream()
        .filter(schema::has)
        .map(name -> schema.getAsJsonArray(name).get(0).getAsString())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no example of " + parameter));
  }
}
