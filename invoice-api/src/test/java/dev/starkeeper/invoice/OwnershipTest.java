package dev.starkeeper.invoice;

import static dev.starkeeper.invoice.RunningApi.BUYER;
import static dev.starkeeper.invoice.RunningApi.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.starkeeper.model.RenewalState;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each kind gives, for how long, and what a refund takes away. */
final class OwnershipTest {
  private static final String DAY = "{\"sku\":\"day\"}";
  private static final String CLUB = "{\"sku\":\"club\"}";

  private final RunningApi api = RunningApi.start(Map.of("SUBSCRIPTION_GRACE", "PT2H"));

  OwnershipTest() {
    api.sell("day", "pass", "\"entitlement\":\"vip\",\"durationDays\":1");
    api.sell("club", "subscription", "\"entitlement\":\"club\"");
    api.sell("pro", "unlock", "\"entitlement\":\"vip\"");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aPassEndsAfterItsDays() {
    api.buy(DAY, "charge-1");

    assertThat(entitlements()).isEqualTo(one("vip", true, "2026-03-02T12:00:00Z"));

    api.now.set(NOON.plus(Duration.ofDays(1)).minusMillis(1));
    assertThat(entitlements()).isEqualTo(one("vip", true, "2026-03-02T12:00:00Z"));
    api.now.set(NOON.plus(Duration.ofDays(1)));
    assertThat(entitlements()).isEqualTo(one("vip", false, "2026-03-02T12:00:00Z"));
  }

  @Test
  void passesStackAndTheGapOfARefundIsClosed() {
    api.buy(DAY, "charge-1");
    api.now.set(NOON.plusSeconds(3600));
    api.buy("{\"sku\":\"day\",\"quantity\":3}", "charge-2");
    api.buy(DAY, "charge-3");
    assertThat(entitlements()).isEqualTo(one("vip", true, "2026-03-06T12:00:00Z"));

    api.worker.refund("charge-2");
    assertThat(entitlements()).isEqualTo(one("vip", true, "2026-03-03T12:00:00Z"));

    api.worker.refund("charge-1"); // what is left began when it was paid
    assertThat(entitlements()).isEqualTo(one("vip", true, "2026-03-02T13:00:00Z"));

    api.worker.refund("charge-3");
    assertThat(entitlements()).isEqualTo(JsonParser.parseString("[]"));
  }

  @Test
  void aPassBoughtAfterThePreviousHasEndedBeginsThen() {
    api.buy(DAY, "charge-1");
    api.now.set(NOON.plus(Duration.ofDays(5)));

    api.buy(DAY, "charge-2");

    assertThat(entitlements()).isEqualTo(one("vip", true, "2026-03-07T12:00:00Z"));
  }

  @Test
  void foreverHasNoEnd() {
    api.buy(DAY, "charge-1");
    api.buy("{\"sku\":\"pro\"}", "charge-2");
    assertThat(entitlements())
        .isEqualTo(JsonParser.parseString("[{\"key\":\"vip\",\"active\":true}]"));

    api.worker.refund("charge-2"); // and the pass still covers him
    assertThat(entitlements()).isEqualTo(one("vip", true, "2026-03-02T12:00:00Z"));
  }

  @Test
  void anEndBeyondTheCalendarIsItsLastSecond() {
    api.putProduct(
            "ages",
            """
            {"title":"Ages","description":"Ten years","stars":1,
             "kind":"pass","entitlement":"vip","durationDays":3650}
            """)
        .isStatus(201);

    api.buy("{\"sku\":\"ages\",\"quantity\":100000}", "charge-1");

    assertThat(entitlements()).isEqualTo(one("vip", true, "9999-12-31T23:59:59Z"));
  }

  @Test
  void aSubscriptionCoversItsMonthAndGraceOnlyOnceARenewalIsMissed() {
    api.buy(CLUB, "charge-1");
    assertThat(entitlements()).isEqualTo(one("club", true, "2026-03-31T12:00:00Z"));
    assertThat(subscription("status")).isEqualTo("active");
    assertThat(subscription("renews")).isEqualTo("true");

    api.now.set(NOON.plus(Duration.ofDays(30)));
    assertThat(entitlements()).isEqualTo(one("club", true, "2026-03-31T14:00:00Z"));
    assertThat(subscription("status")).isEqualTo("past_due");

    api.now.set(NOON.plus(Duration.ofDays(30)).plus(Duration.ofHours(2)));
    assertThat(entitlements()).isEqualTo(one("club", false, "2026-03-31T14:00:00Z"));
    assertThat(subscription("status")).isEqualTo("expired");
    assertThat(subscription("renews")).isEqualTo("false");
  }

  @Test
  void aRenewalGoesOnFromThere() {
    var id = api.buy(CLUB, "charge-1");
    api.now.set(NOON.plus(Duration.ofDays(30)).plus(Duration.ofHours(1)));

    api.worker.renew(id, "charge-2");

    assertThat(entitlements()).isEqualTo(one("club", true, "2026-04-30T13:00:00Z"));
    assertThat(subscription("status")).isEqualTo("active");
    assertThat(subscription("currentPeriodEnd")).isEqualTo("2026-04-30T13:00:00Z");
  }

  @Test
  void nobodyMissesWhatWasCancelled() {
    var id = api.buy(CLUB, "charge-1");
    api.worker.setRenewal(id, RenewalState.CANCELED_BY_BUYER);
    assertThat(subscription("status")).isEqualTo("canceled");

    api.now.set(NOON.plus(Duration.ofDays(30)));

    assertThat(entitlements()).isEqualTo(one("club", false, "2026-03-31T12:00:00Z"));
    assertThat(subscription("status")).isEqualTo("expired");
  }

  @Test
  void aMonthThatFailedIsPastDueBeforeItEnds() {
    var id = api.buy(CLUB, "charge-1");

    api.worker.setRenewal(id, RenewalState.FAILED);

    assertThat(subscription("status")).isEqualTo("past_due");
    assertThat(subscription("renews")).isEqualTo("false");
    assertThat(entitlements()).isEqualTo(one("club", true, "2026-03-31T12:00:00Z"));
  }

  @Test
  void aMonthThatWentBackTakesItsAccessAlong() {
    var id = api.buy(CLUB, "charge-1");
    api.now.set(NOON.plus(Duration.ofDays(30)));
    api.worker.renew(id, "charge-2");
    api.now.set(NOON.plus(Duration.ofDays(31)));

    api.worker.refund("charge-2");

    assertThat(entitlements()).isEqualTo(one("club", false, "2026-03-31T12:00:00Z"));
    assertThat(subscription("status")).isEqualTo("expired");
    assertThat(subscription("currentPeriodEnd")).isEqualTo("2026-03-31T12:00:00Z");
  }

  @Test
  void creditsThatWereReturnedAreTakenAway() {
    api.sellCoins("coins", 50);
    api.buy("{\"sku\":\"coins\",\"quantity\":2}", "charge-1");
    api.buy("{\"sku\":\"coins\"}", "charge-2");

    api.worker.refund("charge-1");

    assertThat(me().json().get("credits")).isEqualTo(JsonParser.parseString("{\"coins\":100}"));
  }

  @Test
  void whoPaysASubscriptionForAFriendSeesItToo() {
    api.buy("{\"sku\":\"club\",\"recipientId\":77}", "charge-1");

    assertThat(entitlements()).isEqualTo(JsonParser.parseString("[]"));
    assertThat(subscription("sku")).isEqualTo("club");
    assertThat(api.send(api.asUser(77, "/v1/me")).text()).contains("\"status\":\"active\"");
  }

  private Answer me() {
    var mine = api.send(api.asBuyer("/v1/me")).isStatus(200);
    var theirs = api.send(api.asServer("/v1/customers/" + BUYER)).isStatus(200);
    assertThat(theirs.text()).isEqualTo(mine.text());
    return mine;
  }

  private JsonElement entitlements() {
    return me().json().get("entitlements");
  }

  private String subscription(String field) {
    var all = me().json().getAsJsonArray("subscriptions");
    assertThat(all).hasSize(1);
    return all.get(0).getAsJsonObject().get(field).getAsString();
  }

  private static JsonElement one(String key, boolean active, String endsAt) {
    return JsonParser.parseString(
        "[{\"key\":\"%s\",\"active\":%s,\"endsAt\":\"%s\"}]".formatted(key, active, endsAt));
  }
}
