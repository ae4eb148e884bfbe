package dev.starkeeper.invoice;

import static dev.starkeeper.invoice.RunningApi.BOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RefundsTest {
  private static final String WHY = "{\"reason\":\"He asked for it\"}";

  private final RunningApi api = RunningApi.start();

  @BeforeEach
  void aPayment() {
    api.sellCoins("coins", 50);
    api.buy("{\"sku\":\"coins\"}", "charge-1");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void whatIsAskedForIsOnItsWay() {
    var answer = refund(WHY).isStatus(202);

    assertThat(answer.get("status")).isEqualTo("refund_requested");
    assertThat(answer.get("reason")).isEqualTo("He asked for it");
    assertThat(payment().json()).isEqualTo(answer.json());
    assertThat(tasks()).isEqualTo(1);
    assertThat(
            api.count(
                "select count(*) from refund_request where requested_by = 'server:shop'"
                    + " and requested_at = '2026-03-01T12:00Z' and taken_at is null"))
        .isEqualTo(1);
  }

  @Test
  void theWorkIsNamedAsTheWorkerKnowsIt() {
    refund(WHY).isStatus(202);

    var name = "refund " + BOT.value() + ":charge-1";
    assertThat(
            api.count(
                "select count(*) from scheduled_tasks where not picked and"
                    + " task_name || ' ' || task_instance = '"
                    + name
                    + "'"))
        .isEqualTo(1);
  }

  @Test
  void askingAgainIsTheSame() {
    var first = refund(WHY).isStatus(202);
    var again = refund("{\"reason\":\"Another one\"}").isStatus(202);
    api.worker.takeRefund("charge-1");
    var taken = refund(WHY).isStatus(202);

    assertThat(again.json()).isEqualTo(first.json());
    assertThat(taken.json()).isEqualTo(first.json());
    assertThat(tasks()).isEqualTo(1);
  }

  @Test
  void oneThatIsBackStaysBack() {
    refund(WHY).isStatus(202);
    api.worker.refund("charge-1");

    var answer = refund(WHY).isStatus(200);

    assertThat(answer.get("status")).isEqualTo("refunded");
    assertThat(tasks()).isZero();
    assertThat(api.count("select count(*) from refund_request where taken_at is null")).isZero();
  }

  @Test
  void oneThatTelegramWouldNotTakeIsAskedForAnew() {
    refund(WHY).isStatus(202);
    api.worker.failRefund("charge-1", "Bad Request: NOT_NOW");
    api.worker.end("refund");
    assertThat(payment().get("status")).isEqualTo("refund_failed");
    assertThat(payment().get("reason")).isEqualTo("Bad Request: NOT_NOW");

    var anew = refund("{\"reason\":\"Once more\"}").isStatus(202);

    assertThat(anew.get("status")).isEqualTo("refund_requested");
    assertThat(anew.get("reason")).isEqualTo("Once more");
    assertThat(tasks()).isEqualTo(1);
  }

  /** A worker writes that it failed, and deletes its work after that. */
  @Test
  void whileAnEarlierAttemptIsEndingNothingIsPromised() {
    refund(WHY).isStatus(202);
    api.worker.failRefund("charge-1", "Bad Request: NOT_NOW");

    var answer = refund(WHY).isProblem(429, "rate_limited");

    assertThat(answer.header("retry-after")).isEqualTo("1");
    assertThat(payment().get("status")).isEqualTo("refund_failed");
    api.worker.end("refund");
    refund(WHY).isStatus(202);
    assertThat(tasks()).isEqualTo(1);
  }

  @Test
  void aHeldOneCanGoBack() {
    api.worker.hold(77, 9, "held");

    var answer = api.post("/v1/payments/held/refunds", WHY).isStatus(202);

    assertThat(answer.get("status")).isEqualTo("refund_requested");
    assertThat(answer.get("customerId")).isEqualTo("77");
  }

  @Test
  void sixteenAtOnceMakeOneRequestAndOneTask() {
    Callable<Answer> call = () -> refund(WHY);

    var answers = RunningApi.atOnce(Collections.nCopies(16, call));

    assertThat(answers).extracting(Answer::status).containsOnly(202);
    assertThat(answers).extracting(Answer::text).containsOnly(answers.getFirst().text());
    assertThat(tasks()).isEqualTo(1);
    assertThat(api.count("select count(*) from refund_request")).isEqualTo(1);
  }

  /** What was asked for and what is owed are one: either both are written or none is. */
  @Test
  void withoutATaskNothingIsAskedFor() {
    refuseWriting("scheduled_tasks");

    refund(WHY).isProblem(500, "internal_error");

    assertThat(payment().get("status")).isEqualTo("fulfilled");
    assertThat(api.count("select count(*) from refund_request")).isZero();
  }

  /** A later release gives the API's role no right to. */
  @Test
  void theApiWritesNeitherPaymentsNorWhatTheyGave() {
    api.sell("club", "subscription", "\"entitlement\":\"club\"");
    var club = api.buy("{\"sku\":\"club\"}", "charge-2");
    api.worker.hold(77, 9, "held");
    api.worker.hold(77, 9, "other");
    var open = api.mint("{\"sku\":\"coins\"}").isStatus(201).get("id");
    refuseWriting("payment");
    refuseWriting("entitlement_grant");
    refuseWriting("credit_entry");

    refund(WHY).isStatus(202);
    api.post("/v1/payments/held/refunds", WHY).isStatus(202);
    api.post("/v1/payments/other/assignment", "{\"invoiceId\":\"" + open + "\"}").isStatus(202);
    var path = "/v1/me/subscriptions/" + club;
    api.send(RunningApi.json(api.asBuyer(path + "/cancel"), "POST", "")).isStatus(200);
    api.send(RunningApi.json(api.asBuyer(path + "/resume"), "POST", "")).isStatus(200);
  }

  @Test
  void itIsForServers() {
    var request = RunningApi.json(api.asBuyer("/v1/payments/charge-1/refunds"), "POST", WHY);

    api.send(request).isProblem(403, "forbidden");
    assertThat(payment().get("status")).isEqualTo("fulfilled");
  }

  @Test
  void anUnknownChargeIsNotFound() {
    api.post("/v1/payments/charge-2/refunds", WHY).isProblem(404, "not_found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | reason is missing",
        "{\"reason\":1} | reason is not a string",
        "{\"reason\":null} | reason is not a string",
        "{\"reason\":\"\"} | reason is not 1 to 500 characters",
        "{\"reason\":\"  \"} | reason is not 1 to 500 characters",
        "{\"reason\":\"a\\u0000\"} | reason holds a NUL",
        "{\"reason\":\"a\",\"stars\":1} | unknown field: stars",
        "[] | the body: the JSON is not an object",
      })
  void anUnusableReasonIsRefused(String body, String detail) {
    assertThat(refund(body).isProblem(400, "invalid_request").get("detail")).isEqualTo(detail);
    assertThat(payment().get("status")).isEqualTo("fulfilled");
  }

  @Test
  void aReasonHas500CharactersAtMost() {
    refund("{\"reason\":\"" + "🪙".repeat(501) + "\"}").isProblem(400, "invalid_request");
    refund("{\"reason\":\"" + "🪙".repeat(500) + "\"}").isStatus(202);
  }

  private Answer refund(String body) {
    return api.post("/v1/payments/charge-1/refunds", body);
  }

  private Answer payment() {
    return api.send(api.asServer("/v1/payments/charge-1")).isStatus(200);
  }

  private long tasks() {
    return api.count("select count(*) from scheduled_tasks where task_name = 'refund'");
  }

  private void refuseWriting(String table) {
    api.database
        .database()
        .inTransactionDo(tx -> {
          tx.execute(
              """
              create or replace function refuse() returns trigger language plpgsql as
              'begin raise exception ''not to be written''; end'
              """);
          tx.execute(
              "create trigger refused before insert or update or delete on "
                  + table
                  + " for each statement execute function refuse()");
        });
  }
}
