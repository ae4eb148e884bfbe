package dev.starkeeper.sandbox;

import static dev.starkeeper.sandbox.RunningSandbox.NOON;
import static dev.starkeeper.sandbox.TestBot.chargeId;
import static dev.starkeeper.sandbox.TestBot.payment;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class SubscriptionsTest {
  private static final long PERIOD = 2_592_000; // seconds, thirty days

  @AutoClose private final RunningSandbox sandbox = RunningSandbox.start();
  private final TestBot bot = sandbox.newBot();

  @Test
  void canceledOneEndsWithoutAWordAndIsNotCharged() {
    var first = bot.subscribes(42, "club-8", 12);

    assertThat(subscription("cancel", first).get("changed").getAsBoolean()).isTrue();
    assertThat(subscription("cancel", first).get("changed").getAsBoolean()).isFalse();
    assertThat(bot.updates())
        .singleElement()
        .satisfies(update ->
            assertThat(update.get("subscription"))
                .hasToString(
                    "{\"user\":{\"id\":42,\"is_bot\":false,\"first_name\":\"User 42\"},"
                        + "\"invoice_payload\":\"club-8\",\"state\":\"canceled\"}"));

    var advanced = bot.advance("P31D");

    assertThat(advanced.get("ended").getAsInt()).isEqualTo(1);
    assertThat(bot.transactions()).hasSize(1);
    assertThat(bot.updates()).isEmpty();
    assertThat(control("resume", first).status()).isEqualTo(409);
    assertThat(control("renew", first).status()).isEqualTo(409);
  }

  @Test
  void resumedOneRenews() {
    var first = bot.subscribes(42, "club-9", 13);
    subscription("cancel", first);

    assertThat(subscription("resume", first).get("changed").getAsBoolean()).isTrue();
    assertThat(subscription("resume", first).get("changed").getAsBoolean()).isFalse();

    assertThat(states()).containsExactly("canceled", "active");
    assertThat(bot.advance("P30D").get("renewed").getAsInt()).isEqualTo(1);
  }

  @Test
  void toldFailureTakesNothingAndTheSubscriptionLapses() {
    var first = bot.subscribes(42, "club-10", 14);
    subscription("fail-next", first);

    var advanced = bot.advance("P30D");

    assertThat(advanced.get("failed").getAsInt()).isEqualTo(1);
    assertThat(states()).containsExactly("failed");
    assertThat(bot.transactions()).hasSize(1);
    assertThat(bot.advance("P60D").get("renewed").getAsInt()).isZero();
    assertThat(bot.state().getAsJsonArray("subscriptions").get(0).getAsJsonObject())
        .satisfies(lapsed -> assertThat(lapsed.get("lapsed").getAsBoolean()).isTrue())
        .satisfies(lapsed -> assertThat(lapsed.get("failsNext").getAsBoolean()).isFalse());
  }

  @Test
  void lapsedOneIsPaidLateAndCountsFromThen() {
    var first = bot.subscribes(42, "club-11", 15);
    assertThat(control("renew", first).sentence()).contains("is paid until 2026-12-01T12:00:00Z");
    subscription("fail-next", first);
    bot.advance("P35D");

    var late = subscription("renew", first);

    assertThat(late.get("status").getAsString()).isEqualTo("paid");
    var paidUntil = NOON.plus(Duration.ofDays(65));
    assertThat(payment(bot.updates().getLast()).get("subscription_expiration_date").getAsLong())
        .isEqualTo(paidUntil.getEpochSecond());
    assertThat(bot.advance("P30D").get("renewed").getAsInt()).isEqualTo(1);
  }

  @Test
  void renewalWithTooFewStarsFails() {
    bot.controlled("users", "{\"user\":{\"id\":42},\"stars\":39}");
    var first = bot.subscribes(42, "club-12", 20);

    var advanced = bot.advance("P30D");

    assertThat(advanced.get("failed").getAsInt()).isEqualTo(1);
    assertThat(states()).containsExactly("failed");
    assertThat(subscription("renew", first))
        .hasToString("{\"status\":\"failed\",\"error\":\"BALANCE_TOO_LOW\"}");
    bot.controlled("users", "{\"user\":{\"id\":42},\"stars\":20}");
    assertThat(subscription("renew", first).get("status").getAsString()).isEqualTo("paid");
    assertThat(bot.state().getAsJsonArray("users")).hasToString("[{\"userId\":42,\"stars\":0}]");
  }

  @Test
  void parallelOnesOfOneLinkAreApart() {
    var link = bot.createLink("club-13", 16, "subscription_period", PERIOD);
    var first = bot.pays(42, link.result().getAsString());
    var second = bot.pays(42, link.result().getAsString());
    subscription("cancel", first);

    bot.advance("P30D");

    assertThat(bot.transactions()).hasSize(3);
    var subscriptions = Answer.objects(bot.state().getAsJsonArray("subscriptions"));
    assertThat(subscriptions)
        .extracting(found -> found.get("firstChargeId").getAsString())
        .containsExactly(chargeId(second), chargeId(first));
    assertThat(subscriptions.getFirst().getAsJsonArray("charges")).hasSize(2);
  }

  @Test
  void runningOneIsMeantBeforeOneThatEnded() {
    var link = bot.createLink("club-18", 22, "subscription_period", PERIOD).result().getAsString();
    bot.pays(42, link);
    subscription("fail-next", bot.pays(42, link));
    bot.advance("P30D");
    var byPayer = "{\"user\":{\"id\":42},\"payload\":\"club-18\"}";

    assertThat(bot.controlled("subscriptions/cancel", byPayer).get("changed").getAsBoolean())
        .isTrue();

    bot.advance("P30D");
    assertThat(bot.control("POST", "subscriptions/cancel", byPayer).sentence())
        .isEqualTo("The subscription has ended at 2026-12-01T12:00:00Z.");
  }

  @Test
  void subscriptionIsFoundByAnyChargeAndByPayerAndPayload() {
    var first = bot.subscribes(42, "club-15", 18);
    bot.advance("P30D");
    var renewal = bot.updates().getLast();

    assertThat(subscription("cancel", renewal).getAsJsonObject("subscription").get("firstChargeId"))
        .hasToString("\"" + chargeId(first) + "\"");
    var byPayer = "{\"user\":{\"id\":42},\"payload\":\"club-15\"}";
    assertThat(bot.controlled("subscriptions/resume", byPayer).get("changed").getAsBoolean())
        .isTrue();
    var stranger = bot.control("POST", "subscriptions/cancel", byPayer.replace("42", "43"));
    assertThat(stranger.status()).isEqualTo(404);
    assertThat(stranger.sentence()).isEqualTo("No subscription of this bot is meant by that.");
  }

  @Test
  void botThatDoesNotListTheKindIsNotTold() {
    var first = bot.subscribes(42, "club-16", 19);
    bot.call("getUpdates", "allowed_updates", "[\"message\"]").result();

    subscription("cancel", first);

    assertThat(bot.updates()).isEmpty();
  }

  private Stream<String> states() {
    return bot.updates().stream()
        .filter(update -> update.has("subscription"))
        .map(update -> update.getAsJsonObject("subscription").get("state").getAsString());
  }

  private JsonObject subscription(String what, JsonObject paid) {
    return bot.controlled("subscriptions/" + what, "{\"chargeId\":\"" + chargeId(paid) + "\"}");
  }

  private Answer control(String what, JsonObject paid) {
    return bot.control(
        "POST", "subscriptions/" + what, "{\"chargeId\":\"" + chargeId(paid) + "\"}");
  }
}
