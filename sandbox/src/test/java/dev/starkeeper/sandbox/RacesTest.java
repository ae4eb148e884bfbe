package dev.starkeeper.sandbox;

import static dev.starkeeper.sandbox.TestBot.chargeId;
import static dev.starkeeper.sandbox.TestBot.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What holds of the books holds of them while everybody writes at once. */
final class RacesTest {
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  @AutoClose private final RunningSandbox sandbox = RunningSandbox.start();
  private final TestBot bot = sandbox.newBot();

  @Test
  void chargeIsRefundedOnceByWhoeverIsFirst() {
    var charge = chargeId(bot.pays(42, bot.link("order-1", 5)));
    var body = "{\"chargeId\":\"" + charge + "\"}";
    var all = new ArrayList<CompletableFuture<Answer>>();
    for (var i = 0; i < 8; i++) {
      all.add(
          bot.callLater("refundStarPayment", "user_id", 42, "telegram_payment_charge_id", charge));
      all.add(later(() -> bot.control("POST", "refund", body)));
      all.add(later(() -> bot.control("POST", "chargebacks", refundLike(charge))));
    }

    all.forEach(TestBot::within);

    assertThat(bot.transactions()).hasSize(2);
    assertThat(bot.state().get("balance").getAsInt()).isZero();
  }

  @RepeatedTest(5)
  void renewalAndRefundAndCancelAtOnceLeaveTrueBooks() {
    bot.controlled("users", "{\"user\":{\"id\":42},\"stars\":100}");
    var charge = chargeId(bot.subscribes(42, "club-1", 10));
    var body = "{\"chargeId\":\"" + charge + "\"}";

    var all =
        List.of(
            later(() -> bot.control("POST", "clock", "{\"advance\":\"P30D\"}")),
            later(() -> bot.control("POST", "clock", "{\"advance\":\"P30D\"}")),
            later(() -> bot.control("POST", "refund", body)),
            later(() -> bot.control("POST", "subscriptions/cancel", body)));
    all.forEach(TestBot::within);

    var state = bot.state();
    var purse = state.getAsJsonArray("users").get(0).getAsJsonObject().get("stars").getAsInt();
    assertThat(state.get("balance").getAsInt()).isEqualTo(sum()).isEqualTo(100 - purse);
    assertThat(state.get("now").getAsString()).isEqualTo("2026-12-31T12:00:00Z");
    assertDatesAscend();
  }

  @Test
  void eachPeriodIsChargedOnceHoweverOftenTheClockIsAsked() {
    for (var user = 1; user <= 5; user++) bot.subscribes(user, "club-" + user, user);
    var all = new ArrayList<CompletableFuture<Answer>>();
    for (var day = 0; day < 30; day++) {
      all.add(later(() -> bot.control("POST", "clock", "{\"advance\":\"P1D\"}")));
      all.add(bot.callLater("getMyStarBalance"));
      all.add(bot.callLater("getUpdates"));
    }

    all.forEach(TestBot::within);

    assertThat(bot.transactions())
        .hasSize(10)
        .extracting(line -> line.get("id").getAsString())
        .doesNotHaveDuplicates();
    assertThat(bot.updates()).hasSize(5);
    assertDatesAscend();
  }

  @Test
  void purchasesMeetAClockThatIsAdvanced() {
    bot.subscribes(1, "club-1", 1);
    var link = bot.link("order-2", 2);
    var payments = new ArrayList<CompletableFuture<JsonObject>>();
    for (var user = 2; user <= 20; user++) payments.add(bot.pay(link, user));
    bot.awaitState(state -> state.get("pendingUpdateCount").getAsInt() == 19);
    var queries = bot.updates();

    var clock = later(() -> bot.control("POST", "clock", "{\"advance\":\"P90D\"}"));
    var answers = queries.stream().map(query -> later(() -> bot.approve(query))).toList();

    within(clock);
    answers.forEach(answer -> within(answer).result());
    assertThat(payments.stream().map(TestBot::within))
        .allSatisfy(paid -> assertThat(paid.get("status").getAsString()).isEqualTo("paid"));
    assertThat(bot.transactions()).hasSize(4 + 19);
    assertThat(sum()).isEqualTo(4 + 19 * 2).isEqualTo(bot.state().get("balance").getAsInt());
    assertDatesAscend();
  }

  private static String refundLike(String charge) {
    return "{\"chargeId\":\"" + charge + "\",\"shownAs\":\"refund\"}";
  }

  private void assertDatesAscend() {
    assertThat(bot.transactions().stream().map(line -> line.get("date").getAsLong()).toList())
        .isSorted();
  }

  private int sum() {
    return bot.transactions().stream()
        .mapToInt(line -> line.get("amount").getAsInt() * (line.has("source") ? 1 : -1))
        .sum();
  }

  private static <T> CompletableFuture<T> later(Supplier<T> call) {
    return CompletableFuture.supplyAsync(call, THREADS);
  }
}
