package dev.starkeeper.invoice;

import static dev.starkeeper.invoice.RunningApi.BUYER;
import static dev.starkeeper.invoice.RunningApi.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.starkeeper.model.RenewalState;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SubscriptionsTest {
  private static final long FRIEND = 77;

  private final RunningApi api = RunningApi.start();
  private String club = "";

  @BeforeEach
  void aSubscription() {
    api.sell("club", "subscription", "\"entitlement\":\"club\"");
    club = api.buy("{\"sku\":\"club\",\"recipientId\":77}", "charge-1");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void itsBuyerCancels() {
    var answer = mine("cancel").isStatus(200);

    assertThat(answer.json())
        .isEqualTo(
            JsonParser.parseString(
                """
                {"id":"%s","sku":"club","status":"canceled",
                 "currentPeriodEnd":"2026-03-31T12:00:00Z","stars":100,"renews":false}
                """
                    .formatted(club)));
    assertThat(api.telegram.edits()).hasSize(1);
    assertThat(api.telegram.edits().getFirst())
        .contains("user_id=" + BUYER, "telegram_payment_charge_id=charge-1", "is_canceled=true");
    assertThat(events("subscription.canceled")).isEqualTo(1);
    assertThat(shown()).contains("\"status\":\"canceled\"", "\"active\":true");
  }

  /** Telegram lets the buyer turn it on; nothing is charged because of that (facts §3.6). */
  @Test
  void resumingLetsHimTurnItOnAgain() {
    mine("cancel").isStatus(200);

    var answer = mine("resume").isStatus(200);

    assertThat(answer.get("status")).isEqualTo("active");
    assertThat(answer.get("renews")).isEqualTo("false");
    assertThat(api.telegram.edits().getLast()).contains("is_canceled=false");
    assertThat(events("subscription.resumed")).isEqualTo(1);
    api.worker.setRenewal(club, RenewalState.ON); // he has, as Telegram's update tells
    assertThat(shown()).contains("\"status\":\"active\"", "\"renews\":true");
  }

  @Test
  void theNextChargeTellsThatItGoesOn() {
    mine("cancel").isStatus(200);
    mine("resume").isStatus(200);
    api.now.set(NOON.plus(Duration.ofDays(30)));

    api.worker.renew(club, "charge-2");

    assertThat(shown()).contains("\"renews\":true", "2026-04-30T12:00:00Z");
  }

  @Test
  void cancellingTwiceIsTheSameAndToldOnce() {
    var first = mine("cancel").isStatus(200);
    var second = mine("cancel").isStatus(200);

    assertThat(second.json()).isEqualTo(first.json());
    assertThat(api.telegram.edits()).hasSize(2);
    assertThat(events("subscription.canceled")).isEqualTo(1);
  }

  @Test
  void eightAtOnceAreToldOnce() {
    Callable<Answer> call = () -> mine("cancel");

    var answers = RunningApi.atOnce(Collections.nCopies(8, call));

    assertThat(answers).extracting(Answer::status).containsOnly(200);
    assertThat(events("subscription.canceled")).isEqualTo(1);
  }

  @Test
  void whatTheBuyerCancelledIsForHimToResume() {
    api.worker.setRenewal(club, RenewalState.CANCELED_BY_BUYER);

    var answer = mine("resume").isStatus(200);

    assertThat(answer.get("status")).isEqualTo("canceled");
    assertThat(answer.get("renews")).isEqualTo("false");
    assertThat(api.telegram.edits()).hasSize(1);
    assertThat(events("subscription.resumed")).isZero();
  }

  @Test
  void whatTheBuyerCancelledIsToldOnceEvenIfTheMerchantCancelsIt() {
    api.worker.setRenewal(club, RenewalState.CANCELED_BY_BUYER);

    server(BUYER, "cancel").isStatus(200);

    assertThat(events("subscription.canceled")).isZero();
    assertThat(renewal()).isEqualTo("CANCELED_BY_MERCHANT");
  }

  @Test
  void resumingOneThatGoesOnChangesNothing() {
    var answer = mine("resume").isStatus(200);

    assertThat(answer.get("status")).isEqualTo("active");
    assertThat(answer.get("renews")).isEqualTo("true");
    assertThat(events("subscription.resumed")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cancel", "resume"})
  void whoDoesNotPayHasNoSay(String what) {
    var path = "/v1/me/subscriptions/" + club + "/" + what;

    var recipient = api.send(post(api.asUser(FRIEND, path))).isProblem(404, "not_found");
    var stranger = api.send(post(api.asUser(5, path))).isProblem(404, "not_found");

    assertThat(recipient.text()).isEqualTo(stranger.text());
    assertThat(api.telegram.edits()).isEmpty();
    assertThat(renewal()).isEqualTo("ON");
  }

  @Test
  void aServerNamesWhoPaysOrHasIt() {
    server(BUYER, "cancel").isStatus(200);
    server(FRIEND, "resume").isStatus(200);
    server(5, "cancel").isProblem(404, "not_found");

    assertThat(api.telegram.edits()).hasSize(2).allMatch(edit -> edit.contains("=" + BUYER));
  }

  @Test
  void eachIsForItsCaller() {
    api.send(post(api.asServer("/v1/me/subscriptions/" + club + "/cancel")))
        .isProblem(403, "forbidden");
    api.send(post(api.asBuyer(path(BUYER, "cancel")))).isProblem(403, "forbidden");
    api.send(post(api.asNobody(path(BUYER, "cancel")))).isProblem(401, "missing_credentials");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "00000000-0000-7000-8000-000000000000", "%FF"})
  void whatIsNotThereIsNotFound(String id) {
    api.send(post(api.asBuyer("/v1/me/subscriptions/" + id + "/cancel")))
        .isProblem(404, "not_found");
  }

  @Test
  void anInvoiceThatIsNoSubscriptionIsNotFound() {
    api.sellCoins("coins", 50);
    var coins = api.buy("{\"sku\":\"coins\"}", "charge-2");

    api.send(post(api.asBuyer("/v1/me/subscriptions/" + coins + "/cancel")))
        .isProblem(404, "not_found");
  }

  @ParameterizedTest
  @CsvSource({"cancel", "resume"})
  void oneThatHasExpiredStaysSo(String what) {
    api.now.set(NOON.plus(Duration.ofDays(30)).plus(Duration.ofMinutes(59)));
    mine("resume").isStatus(200); // grace lasts
    api.now.set(NOON.plus(Duration.ofDays(30)).plus(Duration.ofHours(1)));

    mine(what).isProblem(409, "invalid_state");

    assertThat(api.telegram.edits()).hasSize(1);
  }

  @Test
  void aBodyMayBeMissingOrWithoutFields() {
    var path = "/v1/me/subscriptions/" + club + "/cancel";

    api.send(post(api.asBuyer(path))).isStatus(200);
    api.send(RunningApi.json(api.asBuyer(path), "POST", "")).isStatus(200);
    api.send(RunningApi.json(api.asBuyer(path), "POST", "{}")).isStatus(200);
    api.send(RunningApi.json(api.asBuyer(path), "POST", "{\"a\":1}"))
        .isProblem(400, "invalid_request");
  }

  private Answer mine(String what) {
    return api.send(post(api.asBuyer("/v1/me/subscriptions/" + club + "/" + what)));
  }

  private Answer server(long customer, String what) {
    return api.send(post(api.asServer(path(customer, what))));
  }

  private String path(long customer, String what) {
    return "/v1/customers/" + customer + "/subscriptions/" + club + "/" + what;
  }

  private static HttpRequest.Builder post(HttpRequest.Builder request) {
    return request.POST(BodyPublishers.noBody());
  }

  /** To the one who has it. */
  private String shown() {
    return api.send(api.asUser(FRIEND, "/v1/me")).isStatus(200).text();
  }

  private long events(String type) {
    return api.count("select count(*) from event where type = '" + type + "'");
  }

  private String renewal() {
    return api.database
        .database()
        .inTransaction(
            tx -> String.valueOf(tx.resultQuery("select renewal from subscription").fetchOne(0)));
  }
}
