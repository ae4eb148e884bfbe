package dev.starkeeper.invoice;

import static dev.starkeeper.invoice.RunningApi.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PaymentsTest {
  private static final String COINS = "{\"sku\":\"coins\"}";

  private final RunningApi api = RunningApi.start();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aPaymentIsShownWithAllThatIsKnown() {
    api.sellCoins("coins", 50);
    var invoice = api.buy(COINS, "charge-1");

    assertThat(server("/v1/payments/charge-1").isStatus(200).json())
        .isEqualTo(
            JsonParser.parseString(
                """
                {"chargeId":"charge-1","invoiceId":"%s","customerId":4200000001,"stars":50,
                 "status":"fulfilled","renewal":false,"paidAt":"2026-03-01T12:00:00Z",
                 "recordedFrom":"update"}
                """
                    .formatted(invoice)));
  }

  @Test
  void oneThatNothingExplainsSaysWhy() {
    api.worker.hold(77, 9, "charge-1");

    assertThat(server("/v1/payments/charge-1").json())
        .isEqualTo(
            JsonParser.parseString(
                """
                {"chargeId":"charge-1","customerId":77,"stars":9,"status":"unmatched",
                 "renewal":false,"paidAt":"2026-03-01T12:00:00Z","recordedFrom":"history",
                 "reason":"UNKNOWN_INVOICE"}
                """));
  }

  @Test
  void aSubscriptionsMonthsSayWhenTheyEnd() {
    api.sell("club", "subscription", "\"entitlement\":\"club\"");
    var id = api.buy("{\"sku\":\"club\"}", "charge-1");
    api.now.set(NOON.plusSeconds(30 * 86_400));
    api.worker.renew(id, "charge-2");

    var first = server("/v1/payments/charge-1");
    var second = server("/v1/payments/charge-2");

    assertThat(first.get("renewal")).isEqualTo("false");
    assertThat(first.get("periodEndsAt")).isEqualTo("2026-03-31T12:00:00Z");
    assertThat(second.get("renewal")).isEqualTo("true");
    assertThat(second.get("periodEndsAt")).isEqualTo("2026-04-30T12:00:00Z");
    assertThat(second.get("invoiceId")).isEqualTo(id);
  }

  @Test
  void oneThatWentBackSaysWhen() {
    api.sellCoins("coins", 50);
    api.buy(COINS, "charge-1");
    api.now.set(NOON.plusSeconds(60));
    api.worker.refund("charge-1");

    var payment = server("/v1/payments/charge-1");

    assertThat(payment.get("status")).isEqualTo("refunded");
    assertThat(payment.get("refundedAt")).isEqualTo("2026-03-01T12:01:00Z");
    assertThat(payment.get("reason")).isEqualTo("REFUNDED_OUTSIDE");
  }

  @Test
  void theLongestChargeIdIsFound() {
    var longest = "Az09_-".repeat(42) + "end";
    assertThat(longest).hasSize(255);
    api.worker.hold(77, 9, longest);
    api.worker.hold(77, 9, "a+b=&c d");
    api.worker.hold(77, 8, "a%41");

    assertThat(server("/v1/payments/" + longest).isStatus(200).get("chargeId")).isEqualTo(longest);
    assertThat(server("/v1/payments/a+b%3D%26c%20d").isStatus(200).get("chargeId"))
        .isEqualTo("a+b=&c d");
    assertThat(server("/v1/payments/a%2541").isStatus(200).get("stars")).isEqualTo("8");
    assertThat(server("/v1/payments/%61+b%3d%26c%20d").isStatus(200).get("stars")).isEqualTo("9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "%20", "%0A", "%FF", "%C3", "%25", "%25zz", "%C3%BC", "a%2Fb"})
  void whatNoPaymentHasIsNotFound(String charge) {
    var path = "/v1/payments/" + charge;

    server(path).isProblem(404, "not_found");
    api.post(path + "/refunds", "{\"reason\":\"r\"}").isProblem(404, "not_found");
  }

  @Test
  void onesOwnLongestIsOneTooMany() {
    server("/v1/payments/" + "x".repeat(256)).isProblem(404, "not_found");
  }

  private Answer server(String path) {
    return api.send(api.asServer(path));
  }
}
