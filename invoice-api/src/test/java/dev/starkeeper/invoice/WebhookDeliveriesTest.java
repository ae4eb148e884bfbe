package dev.starkeeper.invoice;

import static dev.starkeeper.invoice.RunningApi.BOT;
import static dev.starkeeper.invoice.RunningApi.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import dev.starkeeper.store.WebhookEndpointStore;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebhookDeliveriesTest {
  private static final String ALL = "/v1/webhook-endpoints";
  private static final String URL = "{\"url\":\"https://shop.example/hook\"}";

  private final RunningApi api = RunningApi.start();
  private final PlayedEvents events = new PlayedEvents(api);

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void disabledEndpointIsShownAndEnabledAndItsWorkIsDue() {
    var id = api.post(ALL, URL).isStatus(201).get("id");
    events.happen(2);
    events.spread(id);
    events.tx(tx ->
        WebhookEndpointStore.disable(
            tx, BOT, PlayedEvents.endpoint(id), "answered 410 Gone", NOON));
    var disabled = server(ALL + "/" + id).isStatus(200);
    assertThat(disabled.get("status")).isEqualTo("disabled");
    assertThat(disabled.get("disabledReason")).isEqualTo("answered 410 Gone");
    assertThat(disabled.get("disabledAt")).isEqualTo("2026-03-01T12:00:00Z");
    redeliver(id + ".1").isProblem(409, "invalid_state");

    var enabled = post(ALL + "/" + id + "/enable").isStatus(200);

    assertThat(enabled.get("status")).isEqualTo("active");
    assertThat(enabled.json().get("pendingDeliveries").getAsInt()).isEqualTo(2);
    assertThat(tasks(id)).isEqualTo(1);
    api.send(RunningApi.json(api.asServer(ALL + "/" + id + "/enable"), "POST", "")).isStatus(200);
  }

  @Test
  void deliveriesArePagedNewestFirstWithTheirAttempts() {
    var id = api.post(ALL, URL).isStatus(201).get("id");
    events.happen(25);
    events.spread(id);
    events.attempt(id, 24, "DEAD");
    events.attempt(id, 25, "DELIVERED");

    var seen = new ArrayList<Long>();
    var path = ALL + "/" + id + "/deliveries?limit=7";
    var page = server(path).isStatus(200);
    seen.addAll(shown(page));
    while (page.json().has("next")) {
      events.happen(1);
      events.spread(id); // moves nothing of what is behind
      page = server(path + "&after=" + page.get("next")).isStatus(200);
      seen.addAll(shown(page));
    }

    assertThat(seen).isEqualTo(IntStream.range(0, 25).mapToObj(i -> 25L - i).toList());
    assertThat(shown(server(ALL + "/" + id + "/deliveries"))).hasSize(20);
    var dead = server(ALL + "/" + id + "/deliveries?status=dead").isStatus(200);
    assertThat(dead.text())
        .isEqualTo(
            """
            {"deliveries":[{"id":"%1$s.24","endpointId":"%1$s","eventId":24,"eventType":"credits.changed",\
            "status":"dead","endedAt":"2026-03-01T12:00:00.012Z","attemptCount":1,"attempts":[{"number":1,\
            "startedAt":"2026-03-01T12:00:00Z","tookMs":12,"status":500,"error":"not a 2xx status","answer":"Oh"}]}]}\
            """
                .formatted(id));
    assertThat(shown(server(ALL + "/" + id + "/deliveries?status=delivered"))).containsExactly(25L);
    var shown = server(ALL + "/" + id);
    assertThat(shown.json().get("deadDeliveries").getAsInt()).isEqualTo(1);
  }

  @Test
  void deadAndDeliveredOnesAreSentAgainWhenAskedFor() {
    var id = api.post(ALL, URL).isStatus(201).get("id");
    events.happen(2);
    events.spread(id);
    events.attempt(id, 1, "DEAD");
    events.attempt(id, 2, "DELIVERED");

    for (var event : List.of(".1", ".2")) {
      var again = redeliver(id + event).isStatus(202);
      assertThat(again.get("status")).isEqualTo("pending");
      assertThat(again.get("nextAttemptAt")).isEqualTo("2026-03-01T12:00:00Z");
      assertThat(again.json().get("attemptCount").getAsInt()).isEqualTo(1);
    }
    assertThat(tasks(id)).isEqualTo(1);
    redeliver(id + ".3").isProblem(404, "not_found");
    redeliver(UUID.randomUUID() + ".1").isProblem(404, "not_found");
    redeliver("nonsense").isProblem(404, "not_found");
  }

  @Test
  void eightThreadsAskForTheSameAndMakeOneTask() {
    var id = api.post(ALL, URL).isStatus(201).get("id");
    events.happen(1);
    events.spread(id);
    events.attempt(id, 1, "DEAD");
    Callable<Answer> call = () -> redeliver(id + ".1");

    var answers = RunningApi.atOnce(Collections.nCopies(8, call));

    assertThat(answers).extracting(Answer::status).containsOnly(202);
    assertThat(tasks(id)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=101", "after=x", "after=0", "status=DEAD", "status="})
  void unusableQueryIsRefused(String query) {
    var id = api.post(ALL, URL).isStatus(201).get("id");

    server(ALL + "/" + id + "/deliveries?" + query).isProblem(400, "invalid_request");
  }

  private long tasks(String id) {
    return api.count(
        "select count(*) from webhook_task where not picked and task_name = 'deliver-webhooks'"
            + " and execution_time = '2026-03-01T12:00Z' and task_instance = '987654321:"
            + id
            + "'");
  }

  private Answer redeliver(String delivery) {
    return post("/v1/webhook-deliveries/" + delivery + "/redelivery");
  }

  private Answer post(String path) {
    return api.send(api.asServer(path).POST(BodyPublishers.noBody()));
  }

  private Answer server(String path) {
    return api.send(api.asServer(path));
  }

  private static List<Long> shown(Answer answer) {
    return answer.json().getAsJsonArray("deliveries").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .map(delivery -> delivery.get("eventId").getAsLong())
        .toList();
  }
}
