package dev.starkeeper.sandbox;

import static dev.starkeeper.sandbox.RunningSandbox.NOON;
import static dev.starkeeper.sandbox.TestBot.chargeId;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class TreasuryTest {
  private static final String FRAGMENT = "\"type\":\"fragment\"";

  @AutoClose private final RunningSandbox sandbox = RunningSandbox.start();
  private final TestBot bot = sandbox.newBot();

  @Test
  void chargebackTakesStarsWithoutAnUpdateUnderAnIdOfItsOwn() {
    var paid = bot.pays(42, bot.link("order-1", 5));

    var answer = chargeBack(paid, "").json();

    assertThat(answer.get("status").getAsString()).isEqualTo("charged_back");
    assertThat(bot.updates()).isEmpty();
    assertThat(bot.transactions().getLast())
        .hasToString(
            "{\"id\":"
                + answer.get("transactionId")
                + ",\"amount\":5,\"date\":"
                + NOON.getEpochSecond()
                + ",\"receiver\":{\"type\":\"other\"}}");
    assertThat(answer.get("transactionId").getAsString()).isNotEqualTo(chargeId(paid));
    assertThat(bot.state().get("balance").getAsInt()).isZero();
    assertThat(chargeBack(paid, "").json()).hasToString("{\"status\":\"already_returned\"}");
  }

  @Test
  void chargebackThatLooksLikeARefundMakesARealOneImpossible() {
    var paid = bot.pays(42, bot.link("order-2", 6));

    chargeBack(paid, ",\"shownAs\":\"refund\"").json();

    var lines = bot.transactions();
    assertThat(lines.getLast().get("id")).isEqualTo(lines.getFirst().get("id"));
    assertThat(lines.getLast().get("receiver")).isEqualTo(lines.getFirst().get("source"));
    assertThat(
            bot.call(
                    "refundStarPayment",
                    "user_id",
                    42,
                    "telegram_payment_charge_id",
                    chargeId(paid))
                .description())
        .isEqualTo("Bad Request: CHARGE_ALREADY_REFUNDED");
    assertThat(bot.state().getAsJsonArray("refunds")).isEmpty();
  }

  @Test
  void chargebacksThatMakeNoSenseAreExplained() {
    var paid = bot.pays(42, bot.link("order-3", 7));

    assertThat(bot.control("POST", "chargebacks", "{\"chargeId\":\"stxOther\"}").status())
        .isEqualTo(404);
    assertThat(chargeBack(paid, ",\"shownAs\":\"magic\"").sentence())
        .isEqualTo("The field \"shownAs\" in the body is not one of other, refund.");
    bot.controlled("refund", "{\"chargeId\":\"" + chargeId(paid) + "\"}");
    assertThat(chargeBack(paid, "").json()).hasToString("{\"status\":\"already_returned\"}");
  }

  @Test
  void refundAfterAWithdrawalLeavesLessThanNothing() {
    var paid = bot.pays(42, bot.link("order-4", 8));
    bot.controlled("withdrawals", "{\"amount\":3,\"outcome\":\"succeeded\"}");

    bot.controlled("refund", "{\"chargeId\":\"" + chargeId(paid) + "\"}");

    assertThat(bot.call("getMyStarBalance").result()).hasToString("{\"amount\":-3}");
    assertThat(bot.transactions().get(1).get("receiver"))
        .hasToString(
            "{"
                + FRAGMENT
                + ",\"withdrawal_state\":{\"type\":\"succeeded\",\"date\":"
                + NOON.getEpochSecond()
                + ",\"url\":\"https://example.com/withdrawal\"}}");
  }

  @Test
  void failedWithdrawalComesBack() {
    bot.pays(42, bot.link("order-5", 9));

    bot.controlled("withdrawals", "{\"amount\":9,\"outcome\":\"failed\"}");

    assertThat(bot.transactions().get(1).get("receiver"))
        .hasToString("{" + FRAGMENT + ",\"withdrawal_state\":{\"type\":\"failed\"}}");
    assertThat(bot.transactions().get(2).get("source")).hasToString("{" + FRAGMENT + "}");
    assertThat(bot.state().get("balance").getAsInt()).isEqualTo(9);
  }

  @Test
  void pendingWithdrawalEndsOnceWhereItStands() {
    bot.pays(42, bot.link("order-6", 10));
    var pending = bot.controlled("withdrawals", "{\"amount\":10,\"outcome\":\"pending\"}");
    var id = pending.get("transactionId").getAsString();
    var end = "{\"transactionId\":\"" + id + "\",\"outcome\":\"succeeded\"}";

    assertThat(bot.controlled("withdrawals", end).get("status").getAsString())
        .isEqualTo("succeeded");

    assertThat(bot.transactions()).hasSize(2);
    assertThat(bot.transactions().getLast().getAsJsonObject("receiver").toString())
        .contains("succeeded");
    assertThat(bot.control("POST", "withdrawals", end).status()).isEqualTo(404);
  }

  @Test
  void nobodyWithdrawsWhatIsNotThere() {
    var refused = bot.control("POST", "withdrawals", "{\"amount\":1,\"outcome\":\"succeeded\"}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.sentence()).isEqualTo("The bot has not so many Stars to withdraw.");
    assertThat(bot.transactions()).isEmpty();
  }

  private Answer chargeBack(JsonObject paid, String more) {
    return bot.control(
        "POST", "chargebacks", "{\"chargeId\":\"" + chargeId(paid) + "\"" + more + "}");
  }
}
