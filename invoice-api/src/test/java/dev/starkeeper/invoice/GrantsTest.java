package dev.starkeeper.invoice;

import static dev.starkeeper.invoice.RunningApi.BUYER;
import static dev.starkeeper.invoice.RunningApi.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the merchant gives himself counts as what was bought does, and is taken back alone. */
final class GrantsTest {
  private static final String CUSTOMER = "/v1/customers/" + BUYER;
  private static final String GRANTS = CUSTOMER + "/grants";
  private static final String PRO = "{\"entitlement\":\"pro\",\"reason\":\"won a contest\"}";
  private static final String TOMORROW =
      "{\"entitlement\":\"pro\",\"endsAt\":\"2026-03-02T13:00:00+01:00\",\"reason\":\"a trial\"}";

  private final RunningApi api = RunningApi.start();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void grantIsOwnedAndToldOf() {
    var grant = api.post(GRANTS, PRO).isStatus(201);

    assertThat(grant.json().keySet())
        .containsExactlyInAnyOrder(
            "id", "customerId", "entitlement", "reason", "grantedBy", "grantedAt");
    assertThat(entitlements()).isEqualTo("[{\"key\":\"pro\",\"active\":true}]");
    assertThat(events())
        .containsExactly(
            "entitlement.granted {\"customerId\":%d,\"entitlement\":\"pro\",\"grantId\":\"%s\"}"
                .formatted(BUYER, grant.get("id")));
  }

  @Test
  void grantWithAnEndEnds() {
    assertThat(api.post(GRANTS, TOMORROW).isStatus(201).get("endsAt"))
        .isEqualTo("2026-03-02T12:00:00Z");

    assertThat(entitlements())
        .isEqualTo("[{\"key\":\"pro\",\"active\":true,\"endsAt\":\"2026-03-02T12:00:00Z\"}]");
    api.now.set(NOON.plus(Duration.ofDays(1)));
    assertThat(entitlements())
        .isEqualTo("[{\"key\":\"pro\",\"active\":false,\"endsAt\":\"2026-03-02T12:00:00Z\"}]");
    assertThat(api.count("select count(*) from entitlement_end")).isEqualTo(1);
  }

  @Test
  void takingBackIsDoneOnceAndTakesThatGrantAlone() {
    var one = api.post(GRANTS, PRO).get("id");
    var other = api.post(GRANTS, TOMORROW).get("id");

    revoke(one).isStatus(204);
    assertThat(entitlements()).contains("\"active\":true,\"endsAt\":\"2026-03-02T12:00:00Z\"");
    revoke(one).isStatus(204);
    revoke(other).isStatus(204);

    assertThat(entitlements()).isEqualTo("[]");
    assertThat(events())
        .hasSize(3)
        .last()
        .isEqualTo(
            "entitlement.revoked {\"customerId\":%d,\"entitlement\":\"pro\",\"grantId\":\"%s\"}"
                .formatted(BUYER, other));
    assertThat(api.count("select count(*) from entitlement_end")).isZero();
  }

  @Test
  void whatHasEndedAndIsTakenBackBeforeThatWasToldHasEnded() {
    var grant = api.post(GRANTS, TOMORROW).get("id");
    api.now.set(NOON.plus(Duration.ofDays(2)));

    revoke(grant).isStatus(204);
    revoke(grant).isStatus(204);

    assertThat(events())
        .hasSize(2)
        .last()
        .asString()
        .isEqualTo(
            "entitlement.expired {\"customerId\":%d,\"entitlement\":\"pro\",\"grantId\":\"%s\"}"
                .formatted(BUYER, grant));
    assertThat(api.count("select count(*) from entitlement_end")).isZero();
  }

  @Test
  void refundTakesNothingOfAGrantAndAGrantNothingOfAPurchase() {
    api.sellUnlock("pro", "pro");
    api.buy("{\"sku\":\"pro\"}", "charge-1");
    var grant = api.post(GRANTS, PRO).get("id");

    api.worker.refund("charge-1");
    assertThat(entitlements()).isEqualTo("[{\"key\":\"pro\",\"active\":true}]");
    revoke(grant).isStatus(204);

    assertThat(entitlements()).isEqualTo("[]");
  }

  @Test
  void whoHasItForEverCannotBuyItAndWhoHasItForADayCan() {
    api.sellUnlock("pro", "pro");
    var trial = api.post(GRANTS, TOMORROW).get("id");
    api.mint("{\"sku\":\"pro\"}").isStatus(201);
    revoke(trial);

    api.post(GRANTS, PRO).isStatus(201);

    api.mint("{\"sku\":\"pro\"}").isProblem(409, "already_owned");
  }

  @Test
  void sameRequestUnderOneKeyIsOneGrant() {
    var calls =
        IntStream.range(0, 8).<Callable<Answer>>mapToObj(_ -> () -> keyed("key-1", PRO)).toList();

    var answers = RunningApi.atOnce(calls);

    assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 200)
        .hasSize(7)
        .allSatisfy(a -> assertThat(a.header("Idempotent-Replayed")).isEqualTo("true"));
    assertThat(answers.stream().map(Answer::text).distinct()).hasSize(1);
    assertThat(events()).hasSize(1);
    keyed("key-1", TOMORROW).isProblem(409, "idempotency_conflict");
    keyed("key-2", TOMORROW).isStatus(201);
    api.now.set(NOON.plus(Duration.ofDays(2)));
    keyed("key-2", TOMORROW).isStatus(200); // as it was then, over as it is
  }

  @Test
  void grantsAreListedPageByPage() {
    for (var n = 0; n < 3; n++) {
      api.now.set(NOON.plusSeconds(n));
      api.post(GRANTS, PRO.replace("pro", "pro-" + n)).isStatus(201);
    }
    var newest = api.send(api.asServer(GRANTS + "?limit=2")).isStatus(200);
    var oldest = api.send(api.asServer(GRANTS + "?limit=2&after=" + newest.get("next")));

    assertThat(names(newest)).containsExactly("pro-2", "pro-1");
    assertThat(names(oldest.isStatus(200))).containsExactly("pro-0");
    assertThat(oldest.json().has("next")).isFalse();
    revoke(newest.json().getAsJsonArray("grants").get(0).getAsJsonObject().get("id").getAsString());
    assertThat(api.send(api.asServer(GRANTS + "?limit=1")).text()).contains("\"revokedAt\":");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"entitlement\":\"pro\"}",
        "{\"reason\":\"r\"}",
        "{\"entitlement\":\"PRO\",\"reason\":\"r\"}",
        "{\"entitlement\":\"pro\",\"reason\":\"\"}",
        "{\"entitlement\":\"pro\",\"reason\":\"r\",\"endsAt\":\"2026-03-01T12:00:00Z\"}",
        "{\"entitlement\":\"pro\",\"reason\":\"r\",\"endsAt\":\"tomorrow\"}",
        "{\"entitlement\":\"pro\",\"reason\":\"r\",\"endsAt\":\"2027-02-30T12:00:00Z\"}",
        "{\"entitlement\":\"pro\",\"reason\":\"r\",\"endsAt\":\"+12027-02-03T12:00:00Z\"}",
        "{\"entitlement\":\"pro\",\"reason\":\"r\",\"endsAt\":1}",
        "{\"entitlement\":\"pro\",\"reason\":\"r\",\"ends_at\":\"2027-01-01T00:00:00Z\"}"
      })
  void whatIsNoGrantIsRefused(String body) {
    api.post(GRANTS, body).isProblem(400, "invalid_request");
    assertThat(entitlements()).isEqualTo("[]");
  }

  @Test
  void onlyServersGiveAndEachCustomersGrantsAreHis() {
    api.send(RunningApi.json(api.asBuyer(GRANTS), "POST", PRO)).isProblem(403, "forbidden");
    api.send(api.asBuyer(GRANTS)).isProblem(403, "forbidden");
    var grant = api.post(GRANTS, PRO).get("id");
    api.send(api.asBuyer(GRANTS + "/" + grant).DELETE()).isProblem(403, "forbidden");

    api.send(api.asServer("/v1/customers/77/grants/" + grant).DELETE()).isProblem(404, "not_found");
    revoke("no-such-grant").isProblem(404, "not_found");
    api.post("/v1/customers/0/grants", PRO).isProblem(404, "not_found");
    api.send(api.asServer("/v1/customers/0/grants")).isProblem(404, "not_found");
    assertThat(entitlements()).contains("pro");
  }

  private Answer keyed(String key, String body) {
    var request = api.asServer(GRANTS).header("Idempotency-Key", key);
    return api.send(RunningApi.json(request, "POST", body));
  }

  private Answer revoke(String grant) {
    return api.send(api.asServer(GRANTS + "/" + grant).DELETE());
  }

  private String entitlements() {
    return api.send(api.asServer(CUSTOMER)).json().get("entitlements").toString();
  }

  private static List<String> names(Answer page) {
    return page.json().getAsJsonArray("grants").asList().stream()
        .map(grant -> grant.getAsJsonObject().get("entitlement").getAsString())
        .toList();
  }

  private List<String> events() {
    var page = api.send(api.asServer("/v1/events")).isStatus(200).json();
    return page.getAsJsonArray("events").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .map(event -> event.get("type").getAsString() + " " + event.get("data"))
        .toList();
  }
}
