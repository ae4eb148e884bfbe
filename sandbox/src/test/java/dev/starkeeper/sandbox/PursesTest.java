package dev.starkeeper.sandbox;

import static dev.starkeeper.sandbox.TestBot.chargeId;
import static dev.starkeeper.sandbox.TestBot.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class PursesTest {
  private static final int PAYERS = 100;

  @AutoClose private final RunningSandbox sandbox = RunningSandbox.start();
  private final TestBot bot = sandbox.newBot();

  @Test
  void userWithTooFewStarsIsTurnedAwayBeforeTheBotIsAsked() {
    stars(42, 4);

    var outcome = within(bot.pay(bot.link("order-1", 5), 42));

    assertThat(outcome).hasToString("{\"status\":\"failed\",\"error\":\"BALANCE_TOO_LOW\"}");
    assertThat(bot.updates()).isEmpty();
    assertThat(purses()).isEqualTo("[{\"userId\":42,\"stars\":4}]");
  }

  @Test
  void payingTakesStarsAndARefundBringsThemBack() {
    stars(42, 6);
    var paid = bot.pays(42, bot.link("order-2", 6));

    assertThat(purses()).isEqualTo("[{\"userId\":42,\"stars\":0}]");
    bot.controlled("refund", "{\"chargeId\":\"" + chargeId(paid) + "\"}");
    assertThat(purses()).isEqualTo("[{\"userId\":42,\"stars\":6}]");
  }

  @Test
  void starsThatAreSpentMeanwhileAreMissedWhenTheyAreTaken() {
    stars(42, 7);
    var link = bot.link("order-3", 7);
    var first = bot.pay(link, 42);
    var asked = bot.nextUpdate();
    stars(42, 6);
    bot.approve(asked).result();

    var outcome = within(first);

    assertThat(outcome.get("error").getAsString()).isEqualTo("BALANCE_TOO_LOW");
    assertThat(outcome.has("preCheckoutMs")).isTrue();
    assertThat(bot.state().get("balance").getAsInt()).isZero();
    assertThat(bot.transactions()).isEmpty();
  }

  @Test
  void oneUserCannotSpendTheSameStarsTwiceAtOnce() {
    stars(42, 8);
    var link = bot.link("order-4", 8);
    var first = bot.pay(link, 42);
    var one = bot.nextUpdate();
    var second = bot.pay(link, 42);
    var other = bot.nextUpdateAfter(one);

    CompletableFuture.allOf(
            CompletableFuture.runAsync(() -> bot.approve(one).result()),
            CompletableFuture.runAsync(() -> bot.approve(other).result()))
        .join();

    assertThat(new String[] {status(within(first)), status(within(second))})
        .containsExactlyInAnyOrder("paid", "failed");
    assertThat(bot.state().get("balance").getAsInt()).isEqualTo(8);
    assertThat(purses()).isEqualTo("[{\"userId\":42,\"stars\":0}]");
  }

  @Test
  void aHundredAtOnceOnOneLinkPayIfTheyCan() {
    LongStream.rangeClosed(1, PAYERS).forEach(user -> stars(user, user % 2 == 0 ? 9 : 8));
    var link = bot.link("order-5", 9);

    var payments = LongStream.rangeClosed(1, PAYERS).mapToObj(user -> bot.pay(link, user)).toList();
    var last = bot.nextUpdate();
    bot.approve(last).result();
    for (var asked = 2; asked <= PAYERS / 2; asked++) {
      do last = bot.nextUpdateAfter(last);
      while (!last.has("pre_checkout_query"));
      bot.approve(last).result();
    }

    assertThat(payments.stream().map(TestBot::within).map(PursesTest::status))
        .filteredOn("paid"::equals)
        .hasSize(PAYERS / 2);
    assertThat(bot.state().get("balance").getAsInt()).isEqualTo(PAYERS / 2 * 9);
    assertThat(Answer.objects(bot.state().getAsJsonArray("users")))
        .allSatisfy(purse -> assertThat(purse.get("stars").getAsInt()).isIn(0, 8));
    assertThat(bot.transactions("limit", 100)).hasSize(PAYERS / 2).doesNotHaveDuplicates();
  }

  private void stars(long userId, int stars) {
    bot.controlled("users", "{\"user\":{\"id\":" + userId + "},\"stars\":" + stars + "}");
  }

  private String purses() {
    return bot.state().getAsJsonArray("users").toString();
  }

  private static String status(JsonObject outcome) {
    return outcome.get("status").getAsString();
  }
}
