package dev.starkeeper.sandbox;

import static dev.starkeeper.sandbox.RunningSandbox.NOON;
import static dev.starkeeper.sandbox.TestBot.chargeId;
import static dev.starkeeper.sandbox.TestBot.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClockTest {
  @AutoClose private final RunningSandbox sandbox = RunningSandbox.start();
  private final TestBot bot = sandbox.newBot();

  @ParameterizedTest
  @CsvSource({
    "PT0S, 2026-11-01T12:00:00Z",
    "PT1H, 2026-11-01T13:00:00Z",
    "P1DT2H, 2026-11-02T14:00:00Z",
    "P30D, 2026-12-01T12:00:00Z"
  })
  void clockGoesOnByWhatItIsTold(String time, String now) {
    assertThat(bot.advance(time))
        .hasToString(
            "{\"now\":\"" + now + "\",\"renewed\":0,\"failed\":0,\"ended\":0,\"renewals\":[]}");
    assertThat(bot.state().get("now").getAsString()).isEqualTo(now);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "P1M", "-PT1S", "PT-1S", "P367D", "P99999999999999999999D"})
  void anythingElseIsRefused(String time) {
    var refused = bot.control("POST", "clock", "{\"advance\":\"" + time + "\"}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.sentence()).startsWith("\"advance\" is not a duration of at most P366D");
  }

  @Test
  void clockEndsWhereTelegramsDatesEnd() {
    for (var year = 0; year < 11; year++) bot.advance("P366D");

    var refused = bot.control("POST", "clock", "{\"advance\":\"P366D\"}");

    assertThat(refused.sentence())
        .isEqualTo("A bot's clock goes no further than 2037-12-01T00:00:00Z.");
    assertThat(bot.advance("PT0S").get("renewed").getAsInt()).isZero();
  }

  @Test
  void eachBotHasItsOwn() {
    bot.advance("P1D");

    assertThat(sandbox.newBot().state().get("now").getAsString()).isEqualTo(NOON.toString());
    sandbox.advance(Duration.ofHours(1));
    assertThat(bot.state().get("now").getAsString()).isEqualTo("2026-11-02T13:00:00Z");
  }

  @Test
  void resetPutsItBack() {
    bot.advance("P1D");

    bot.control("DELETE", "state", "").json();

    assertThat(bot.state().get("now").getAsString()).isEqualTo(NOON.toString());
  }

  @Test
  void whatIsDatedIsDatedByIt() {
    bot.advance("P1D");
    var tomorrow = NOON.plus(Duration.ofDays(1)).getEpochSecond();

    var paid = bot.pays(42, bot.link("order-1", 5));
    bot.controlled("refund", "{\"chargeId\":\"" + chargeId(paid) + "\"}");
    var sent = bot.call("sendMessage", "chat_id", 42, "text", "Hello").result().getAsJsonObject();

    assertThat(paid.getAsJsonObject("message").get("date").getAsLong()).isEqualTo(tomorrow);
    assertThat(sent.get("date").getAsLong()).isEqualTo(tomorrow);
    assertThat(bot.transactions())
        .extracting(line -> line.get("date").getAsLong())
        .containsExactly(tomorrow, tomorrow);
  }

  @Test
  void messagesWaitForADay() {
    bot.control("POST", "message", "{\"user\":{\"id\":42},\"text\":\"first\"}").json();

    bot.advance("P1D");
    assertThat(bot.updates()).hasSize(1);
    bot.advance("PT1S");
    assertThat(bot.state().get("pendingUpdateCount").getAsInt()).isZero();
    assertThat(bot.updates()).isEmpty();
  }

  @Test
  void preCheckoutsWaitForAHundredAndFiftySeconds() {
    var link = bot.link("order-2", 6);
    var paid = bot.pay(link, 42);
    var query = bot.nextUpdate();
    bot.control("POST", "message", "{\"user\":{\"id\":42},\"text\":\"second\"}").json();

    bot.advance("PT150S");
    assertThat(bot.updates()).hasSize(2);
    bot.advance("PT1S");

    assertThat(bot.updates())
        .singleElement()
        .satisfies(update -> assertThat(update.has("message")).isTrue());
    // Its ten seconds are real ones.
    bot.approve(query).result();
    assertThat(within(paid).get("status").getAsString()).isEqualTo("paid");
  }

  @Test
  void waitingPollGetsWhatFallsDueAndNothingThatIsTooOld() {
    bot.subscribes(42, "club-1", 7);
    var polled = bot.callLater("getUpdates", "timeout", 50);
    bot.awaitPoll();

    bot.advance("P95D");
    assertThat(bot.state().get("pollWaiting").getAsBoolean()).as("all is too old").isTrue();
    bot.advance("P25D");

    assertThat(within(polled).updates())
        .singleElement()
        .satisfies(update ->
            assertThat(TestBot.payment(update).get("subscription_expiration_date").getAsLong())
                .isEqualTo(NOON.plus(Duration.ofDays(150)).getEpochSecond()));
  }
}
