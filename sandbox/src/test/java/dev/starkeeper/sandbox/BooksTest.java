package dev.starkeeper.sandbox;

import static dev.starkeeper.sandbox.TestBot.chargeId;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class BooksTest {
  @AutoClose private final RunningSandbox sandbox = RunningSandbox.start();
  private final TestBot bot = sandbox.newBot();

  @Test
  void paymentIsALineFromItsPayer() {
    var paid = bot.pays(42, bot.link("order-1", 5));

    assertThat(transactions())
        .singleElement()
        .hasToString(
            "{\"id\":\""
                + chargeId(paid)
                + "\",\"amount\":5,\"date\":"
                + RunningSandbox.NOON.getEpochSecond()
                + ",\"source\":{\"type\":\"user\",\"transaction_type\":\"invoice_payment\","
                + "\"user\":{\"id\":42,\"is_bot\":false,\"first_name\":\"User 42\"},"
                + "\"invoice_payload\":\"order-1\"}}");
    assertThat(bot.call("getMyStarBalance").result()).hasToString("{\"amount\":5}");
  }

  @Test
  void subscriptionShowsItsPeriod() {
    var link = bot.createLink("subscription-1", 6, "subscription_period", 2_592_000);
    bot.pays(42, link.result().getAsString());

    var source = transactions().getFirst().getAsJsonObject("source");

    assertThat(source.get("subscription_period").getAsInt()).isEqualTo(2_592_000);
  }

  @Test
  void refundReturnsTheWholeChargeUnderTheSameId() {
    var paid = bot.pays(42, bot.link("order-2", 7));
    sandbox.advance(Duration.ofMinutes(1));

    var refunded = refund(42, chargeId(paid));

    assertThat(refunded.result().getAsBoolean()).isTrue();
    assertThat(transactions())
        .extracting(line -> line.get("id").getAsString())
        .containsExactly(chargeId(paid), chargeId(paid));
    var line = transactions().getLast();
    assertThat(line.has("source")).isFalse();
    assertThat(line.get("amount").getAsInt()).isEqualTo(7);
    assertThat(line.get("date").getAsLong())
        .isEqualTo(RunningSandbox.NOON.plusSeconds(60).getEpochSecond());
    assertThat(line.getAsJsonObject("receiver").get("invoice_payload").getAsString())
        .isEqualTo("order-2");
    assertThat(bot.call("getMyStarBalance").result()).hasToString("{\"amount\":0}");
  }

  @Test
  void refundIsAMessageFromTheBotInThePayersChat() {
    var paid = bot.pays(42, bot.link("order-3", 8));
    refund(42, chargeId(paid)).result();

    var message = bot.nextUpdate().getAsJsonObject("message");

    assertThat(message.getAsJsonObject("from").get("is_bot").getAsBoolean()).isTrue();
    assertThat(message.getAsJsonObject("chat").get("id").getAsInt()).isEqualTo(42);
    assertThat(message.getAsJsonObject("refunded_payment")).isEqualTo(TestBot.payment(paid));
  }

  @Test
  void secondRefundIsRefusedAndMovesNothing() {
    var charge = chargeId(bot.pays(42, bot.link("order-4", 9)));
    refund(42, charge).result();

    assertThat(refund(42, charge).description()).isEqualTo("Bad Request: CHARGE_ALREADY_REFUNDED");
    assertThat(transactions()).hasSize(2);
  }

  @Test
  void eightRefundsAtOncePayBackOnce() {
    var charge = chargeId(bot.pays(42, bot.link("order-5", 10)));

    var refunds =
        IntStream.range(0, 8)
            .mapToObj(_ ->
                bot.callLater(
                    "refundStarPayment", "user_id", 42, "telegram_payment_charge_id", charge))
            .toList();

    assertThat(refunds.stream().map(TestBot::within).map(Answer::status))
        .containsOnlyOnce(200)
        .filteredOn(status -> status == 400)
        .hasSize(7);
    assertThat(bot.state().get("balance").getAsInt()).isZero();
  }

  @Test
  void refundsThatNameNoChargeOfThatPayer() {
    var charge = chargeId(bot.pays(42, bot.link("order-6", 11)));

    assertThat(refund(43, charge).description()).isEqualTo("Bad Request: USER_ID_INVALID");
    assertThat(refund(42, "stxOther").description()).isEqualTo("Bad Request: CHARGE_ID_INVALID");
    assertThat(refund(42, "").description())
        .isEqualTo("Bad Request: parameter \"telegram_payment_charge_id\" is required");
    for (var nobody : List.of("", "0", "-1", "ada")) {
      assertThat(refund(nobody, charge).description())
          .isEqualTo("Bad Request: invalid user_id specified");
    }
    assertThat(bot.state().get("balance").getAsInt()).isEqualTo(11);
  }

  @Test
  void refundFromOutsideLooksTheSame() {
    var charge = chargeId(bot.pays(42, bot.link("order-7", 12)));
    var body = "{\"chargeId\":\"" + charge + "\"}";

    assertThat(bot.control("POST", "refund", body).json()).hasToString("{\"status\":\"refunded\"}");
    assertThat(bot.control("POST", "refund", body).json())
        .hasToString("{\"status\":\"already_refunded\"}");
    assertThat(bot.nextUpdate().getAsJsonObject("message").has("refunded_payment")).isTrue();
    assertThat(transactions()).hasSize(2);
  }

  @Test
  void linesComeOldestFirstAndTheOffsetIsACount() {
    for (var order = 1; order <= 5; order++) bot.pays(42, bot.link("order-" + order, order));

    assertThat(amounts()).containsExactly(1, 2, 3, 4, 5);
    assertThat(amounts("offset", 2, "limit", 2)).containsExactly(3, 4);
    assertThat(amounts("offset", 5)).isEmpty();
    assertThat(amounts("offset", -3, "limit", 0)).containsExactly(1);
    assertThat(amounts("limit", 1000)).hasSize(5);
  }

  private Answer refund(Object userId, String chargeId) {
    return bot.call("refundStarPayment", "user_id", userId, "telegram_payment_charge_id", chargeId);
  }

  private List<JsonObject> transactions(Object... namesAndValues) {
    var result = bot.call("getStarTransactions", namesAndValues).result().getAsJsonObject();
    return Answer.objects(result.getAsJsonArray("transactions"));
  }

  private List<Integer> amounts(Object... namesAndValues) {
    return transactions(namesAndValues).stream()
        .map(line -> line.get("amount").getAsInt())
        .toList();
  }
}
