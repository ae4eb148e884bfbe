package dev.starkeeper.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WebhooksTest {
  private static final String ALL = "/v1/webhook-endpoints";
  private static final String URL = "{\"url\":\"https://shop.example/hook?key=inner\"}";

  private final RunningApi api = RunningApi.start();
  private final PlayedEvents events = new PlayedEvents(api);

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void endpointIsMadeWithASecretThatIsShownOnce() {
    events.happen(3);

    var made = api.post(ALL, URL).isStatus(201);

    assertThat(made.get("url")).isEqualTo("https://shop.example/hook?key=inner");
    assertThat(made.get("status")).isEqualTo("active");
    assertThat(made.get("createdAt")).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(made.json().get("lastEventId").getAsLong()).isEqualTo(3);
    assertThat(made.json().has("eventTypes")).isFalse();
    var secret = made.get("secret");
    assertThat(secret).startsWith("whsec_");
    assertThat(Base64.getDecoder().decode(secret.substring("whsec_".length()))).hasSize(32);

    var shown = server(ALL + "/" + made.get("id")).isStatus(200);
    var expected = made.json();
    expected.remove("secret");
    assertThat(shown.json()).isEqualTo(expected);
    var list = server(ALL).isStatus(200);
    assertThat(list.json().getAsJsonArray("webhookEndpoints")).containsExactly(expected);
    assertThat(list.text()).doesNotContain("whsec_");
  }

  @Test
  void typesAreThoseThatThereAre() {
    var body =
        "{\"url\":\"http://x.example:81/\",\"eventTypes\":[\"payment.succeeded\",\"credits.changed\","
            + "\"payment.succeeded\"]}";

    var made = api.post(ALL, body).isStatus(201);

    assertThat(made.json().getAsJsonArray("eventTypes").toString())
        .isEqualTo("[\"credits.changed\",\"payment.succeeded\"]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | url is missing",
        "{\"url\":1} | url is not a string",
        "{\"url\":\"\"} | url begins with neither https:// nor http://",
        "{\"url\":\"shop.example/hook\"} | url begins with neither https:// nor http://",
        "{\"url\":\"ftp://shop.example\"} | url begins with neither https:// nor http://",
        "{\"url\":\"HTTPS://shop.example\"} | url begins with neither https:// nor http://",
        "{\"url\":\"https:///hook\"} | url has no host",
        "{\"url\":\"https://[::1\"} | url is not an address",
        "{\"url\":\"https:shop.example\"} | url has no host",
        "{\"url\":\"https://a:b@shop.example\"} | url holds a user's name: requests are signed instead",
        "{\"url\":\"https://shop.example:0/\"} | url has a port that is none",
        "{\"url\":\"https://shop.example:99999/\"} | url has a port that is none",
        "{\"url\":\"https://shop.example/#a\"} | url has a #fragment",
        "{\"url\":\"https://shop.example/a b\"} | url holds what is not printable ASCII",
        "{\"url\":\"https://köln.example/\"} | url holds what is not printable ASCII",
        "{\"url\":\"https://shop.example/\\u0000\"} | url holds what is not printable ASCII",
        "{\"url\":\"https://a\",\"secret\":\"whsec_x\"} | unknown field: secret",
        "{\"url\":\"https://a\",\"eventTypes\":[]} | eventTypes is empty",
        "{\"url\":\"https://a\",\"eventTypes\":\"all\"} | eventTypes is not a list of at most 50 strings",
        "{\"url\":\"https://a\",\"eventTypes\":[7]} | eventTypes is not a list of at most 50 strings",
        "{\"url\":\"https://a\",\"eventTypes\":null} | eventTypes is not a list of at most 50 strings",
      })
  void unusableEndpointIsRefused(String body, String detail) {
    assertThat(api.post(ALL, body).isProblem(400, "invalid_request").get("detail"))
        .isEqualTo(detail);
  }

  @Test
  void unknownTypeIsRefusedWithThoseThatThereAre() {
    var body = "{\"url\":\"https://a\",\"eventTypes\":[\"payment.*\"]}";

    assertThat(api.post(ALL, body).isProblem(400, "invalid_request").get("detail"))
        .startsWith("eventTypes holds what is none of credits.changed, entitlement.expired")
        .contains("payment.refunded", "subscription.payment_failed", "support.requested");
  }

  @Test
  void addressHas2048CharactersAtMost() {
    var longest = "https://shop.example/" + "x".repeat(2048 - 21);

    api.post(ALL, "{\"url\":\"" + longest + "\"}").isStatus(201);
    api.post(ALL, "{\"url\":\"" + longest + "x\"}").isProblem(400, "invalid_request");
  }

  @Test
  void eightThreadsTogetherMakeNoMoreThanTwenty() {
    Callable<Answer> one = () -> api.post(ALL, URL);
    for (var i = 0; i < 16; i++) api.post(ALL, URL).isStatus(201);

    var answers = RunningApi.atOnce(Collections.nCopies(8, one));

    assertThat(answers).extracting(Answer::status).containsOnly(201, 409);
    assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(4);
    assertThat(api.count("select count(*) from webhook_endpoint")).isEqualTo(20);
    api.send(api.asServer(ALL + "/" + first()).DELETE()).isStatus(204);
    api.post(ALL, URL).isStatus(201);
  }

  @Test
  void newSecretIsShownOnceAndTheOldOneLastsAsLongAsIsSaid() {
    var made = api.post(ALL, URL).isStatus(201);
    var path = ALL + "/" + made.get("id") + "/secret";

    var ordinary = api.send(RunningApi.json(api.asServer(path), "POST", "")).isStatus(200);
    assertThat(ordinary.get("secret")).startsWith("whsec_").isNotEqualTo(made.get("secret"));
    assertThat(ordinary.get("previousSecretValidUntil")).isEqualTo("2026-03-02T12:00:00Z");
    var hour = api.post(path, "{\"previousValidFor\":\"PT1H\"}").isStatus(200);
    assertThat(hour.get("previousSecretValidUntil")).isEqualTo("2026-03-01T13:00:00Z");
    var none = api.post(path, "{\"previousValidFor\":\"PT0S\"}").isStatus(200);
    assertThat(none.json().has("previousSecretValidUntil")).isFalse();
    for (var bad : List.of("P8D", "-PT1S", "1h", "")) {
      api.post(path, "{\"previousValidFor\":\"" + bad + "\"}").isProblem(400, "invalid_request");
    }
    assertThat(server(ALL + "/" + made.get("id")).text()).doesNotContain("secret\"");
  }

  @Test
  void deletedEndpointIsGoneAndItsSecretToo() {
    var id = api.post(ALL, URL).isStatus(201).get("id");
    events.happen(1);
    events.spread(id);

    api.send(api.asServer(ALL + "/" + id).DELETE()).isStatus(204);

    api.send(api.asServer(ALL + "/" + id).DELETE()).isProblem(404, "not_found");
    server(ALL + "/" + id).isProblem(404, "not_found");
    server(ALL + "/" + id + "/deliveries").isProblem(404, "not_found");
    api.post(ALL + "/" + id + "/enable", "{}").isProblem(404, "not_found");
    api.post(ALL + "/" + id + "/secret", "{}").isProblem(404, "not_found");
    assertThat(server(ALL).text()).isEqualTo("{\"webhookEndpoints\":[]}");
    assertThat(api.count("select count(*) from webhook_endpoint where secret <> 'whsec_'"))
        .isZero();
    var detail = redeliver(id + ".1").isProblem(409, "invalid_state").get("detail");
    assertThat(detail).isEqualTo("The endpoint is deleted.");
  }

  @Test
  void itIsForServers() {
    api.send(RunningApi.json(api.asBuyer(ALL), "POST", URL)).isProblem(403, "forbidden");
    api.send(api.asBuyer(ALL)).isProblem(403, "forbidden");
    api.send(api.asNobody(ALL)).isProblem(401, "missing_credentials");
    server(ALL + "/nonsense").isProblem(404, "not_found");
  }

  private String first() {
    return server(ALL)
        .json()
        .getAsJsonArray("webhookEndpoints")
        .get(0)
        .getAsJsonObject()
        .get("id")
        .getAsString();
  }

  private Answer redeliver(String delivery) {
    return api.post("/v1/webhook-deliveries/" + delivery + "/redelivery", "{}");
  }

  private Answer server(String path) {
    return api.send(api.asServer(path));
  }
}
