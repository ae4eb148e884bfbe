package dev.starkeeper.invoice;

import static dev.starkeeper.invoice.RunningApi.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SupportTest {
  private static final String PATH = "/v1/support-requests";

  @AutoClose private final RunningApi api = RunningApi.start();

  @BeforeEach
  void aPayment() {
    api.worker.hold(77, 5, "charge-1");
  }

  @Test
  void requestIsShownAndAnswered() {
    var id = api.worker.asks(77, "charge-1", "It does not open.");

    assertThat(server(PATH + "/" + id).isStatus(200).text())
        .isEqualTo(
            """
            {"id":"%s","customerId":77,"chargeId":"charge-1","text":"It does not open.",\
            "status":"open","createdAt":"2026-03-01T12:00:00Z"}\
            """
                .formatted(id));

    assertThat(answer(id, "Try now.").isStatus(202).text())
        .isEqualTo(
            """
            {"id":"%s","customerId":77,"chargeId":"charge-1","text":"It does not open.",\
            "status":"answered","createdAt":"2026-03-01T12:00:00Z",\
            "answer":"Try now.","answeredAt":"2026-03-01T12:00:00Z"}\
            """
                .formatted(id));
    assertThat(owed()).isEqualTo(1);
    api.worker.told(id);
    assertThat(server(PATH + "/" + id).get("answerSentAt")).isEqualTo("2026-03-01T12:00:00Z");
  }

  @Test
  void answerIsGivenOnce() {
    var id = api.worker.asks(77, "charge-1", "It does not open.");
    answer(id, "Try now.").isStatus(202);

    answer(id, "Try now.").isStatus(202);
    answer(id, "Never mind.").isProblem(409, "invalid_state");

    assertThat(server(PATH + "/" + id).get("answer")).isEqualTo("Try now.");
    assertThat(owed()).isEqualTo(1);
  }

  @Test
  void eightAnswersAtOnceAreOne() {
    var id = api.worker.asks(77, "charge-1", "It does not open.");
    var calls = new ArrayList<Callable<Answer>>();
    for (var n = 0; n < 8; n++) {
      var text = "Answer " + n;
      calls.add(() -> answer(id, text));
    }

    assertThat(RunningApi.atOnce(calls))
        .extracting(Answer::status)
        .containsOnlyOnce(202)
        .containsOnly(202, 409);
    assertThat(owed()).isEqualTo(1);
  }

  private long owed() {
    return api.count("select count(*) from scheduled_tasks where task_name = 'support-answer'");
  }

  @Test
  void pagesHoldEachRequestOnceTheNewestFirst() {
    var asked = new ArrayList<String>();
    for (var n = 0; n < 25; n++) {
      api.now.set(NOON.plusSeconds(n));
      asked.add(api.worker.asks(77, "charge-1", "Question " + n));
    }
    Collections.reverse(asked);

    var seen = new ArrayList<String>();
    var page = server(PATH + "?limit=7").isStatus(200);
    seen.addAll(ids(page));
    while (page.json().has("next")) {
      page = server(PATH + "?limit=7&after=" + page.get("next")).isStatus(200);
      seen.addAll(ids(page));
    }

    assertThat(seen).isEqualTo(asked);
    assertThat(ids(server(PATH))).hasSize(20);
  }

  @Test
  void eachStatusListsItsOwn() {
    var open = api.worker.asks(77, "charge-1", "One");
    var answered = api.worker.asks(77, "charge-1", "Two");
    answer(answered, "Done").isStatus(202);

    assertThat(ids(server(PATH + "?status=open"))).containsExactly(open);
    assertThat(ids(server(PATH + "?status=answered"))).containsExactly(answered);
    assertThat(server(PATH + "?status=answered&after=" + answered).text())
        .isEqualTo("{\"supportRequests\":[]}");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    server(PATH + "/" + UUID.randomUUID()).isProblem(404, "not_found");
    server(PATH + "/nonsense").isProblem(404, "not_found");
    answer(UUID.randomUUID().toString(), "Hello").isProblem(404, "not_found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"status=", "status=OPEN", "limit=0", "limit=101", "after=x", "after="})
  void unusableQueriesAreRefused(String query) {
    server(PATH + "?" + query).isProblem(400, "invalid_request");
  }

  @Test
  void answerIsOneToTwoThousandCharacters() {
    var id = api.worker.asks(77, "charge-1", "Why?");

    answer(id, "").isProblem(400, "invalid_request");
    answer(id, "x".repeat(2001)).isProblem(400, "invalid_request");
    api.post(PATH + "/" + id + "/answer", "{\"txt\":\"x\"}").isProblem(400, "invalid_request");
    answer(id, "💎".repeat(2000)).isStatus(202);
  }

  @Test
  void onlyServersRead() {
    var id = api.worker.asks(77, "charge-1", "Why?");

    api.send(api.asUser(77, PATH)).isProblem(403, "forbidden");
    api.send(api.asUser(77, PATH + "/" + id)).isProblem(403, "forbidden");
    api.send(api.asNobody(PATH)).isProblem(401, "missing_credentials");
  }

  private Answer server(String path) {
    return api.send(api.asServer(path));
  }

  private Answer answer(String id, String text) {
    return api.post(PATH + "/" + id + "/answer", "{\"text\":\"" + text + "\"}");
  }

  private static List<String> ids(Answer answer) {
    return answer.json().getAsJsonArray("supportRequests").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .map(request -> request.get("id").getAsString())
        .toList();
  }
}
