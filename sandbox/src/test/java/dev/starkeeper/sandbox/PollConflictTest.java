package dev.starkeeper.sandbox;

import static dev.starkeeper.sandbox.TestBot.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class PollConflictTest {
  private static final String OTHER_POLLER =
      "Conflict: terminated by other getUpdates request; "
          + "make sure that only one bot instance is running";
  private static final String WEBHOOK_IS_ACTIVE =
      "Conflict: can't use getUpdates method while webhook is active; "
          + "use deleteWebhook to delete the webhook first";
  private static final String HELLO = "{\"user\":{\"id\":9},\"text\":\"hello\"}";

  @AutoClose private final RunningSandbox sandbox = RunningSandbox.start();
  private final TestBot bot = sandbox.newBot();

  @Test
  void olderPollerDiesAndTheNewerGetsTheUpdate() {
    var older = bot.callLater("getUpdates", "timeout", 50);
    bot.awaitPoll();
    var newer = bot.callLater("getUpdates", "timeout", 50);

    var conflict = within(older);
    bot.control("POST", "message", HELLO).json();

    assertThat(conflict.status()).isEqualTo(409);
    assertThat(conflict.json().get("error_code").getAsInt()).isEqualTo(409);
    assertThat(conflict.description()).isEqualTo(OTHER_POLLER);
    assertThat(within(newer).updates()).hasSize(1);
  }

  @Test
  void ofManyPollersOneSurvives() {
    var pollers =
        Stream.generate(() -> bot.callLater("getUpdates", "timeout", 50)).limit(8).toList();
    bot.awaitState(_ -> pollers.stream().filter(CompletableFuture::isDone).count() == 7);

    bot.control("POST", "message", HELLO).json();

    assertThat(pollers.stream().map(TestBot::within).map(Answer::status))
        .containsOnlyOnce(200)
        .hasSize(8);
  }

  @Test
  void pollThatDoesNotWaitLeavesTheOtherAlone() {
    var waiting = bot.callLater("getUpdates", "timeout", 50);
    bot.awaitPoll();

    assertThat(bot.call("getUpdates").updates()).isEmpty();

    bot.control("POST", "message", HELLO).json();
    assertThat(within(waiting).updates()).hasSize(1);
  }

  @Test
  void webhookEndsTheWaitingPollAndForbidsOthers() {
    var waiting = bot.callLater("getUpdates", "timeout", 50);
    bot.awaitPoll();

    var set = bot.call("setWebhook", "url", "https://example.com/hook");

    assertThat(set.text())
        .isEqualTo("{\"ok\":true,\"result\":true,\"description\":\"Webhook was set\"}");
    assertThat(within(waiting).description())
        .isEqualTo("Conflict: terminated by setWebhook request");
    assertThat(bot.call("getUpdates").description()).isEqualTo(WEBHOOK_IS_ACTIVE);
    assertThat(bot.call("getUpdates").status()).isEqualTo(409);
  }

  @Test
  void webhookIsRememberedAndDeleted() {
    bot.control("POST", "message", HELLO).json();
    bot.call("setWebhook", "url", "https://example.com/hook", "allowed_updates", "[\"message\"]");

    assertThat(bot.call("getWebhookInfo").result())
        .hasToString(
            "{\"url\":\"https://example.com/hook\",\"has_custom_certificate\":false,"
                + "\"pending_update_count\":1,\"max_connections\":40,"
                + "\"allowed_updates\":[\"message\"]}");
    assertThat(bot.call("setWebhook", "url", "https://example.com/hook").description())
        .isEqualTo("Webhook is already set");
    assertThat(bot.call("deleteWebhook").description()).isEqualTo("Webhook was deleted");
    assertThat(bot.call("deleteWebhook").description()).isEqualTo("Webhook is already deleted");
    assertThat(bot.call("getUpdates").updates()).hasSize(1);
  }

  @Test
  void droppingPendingUpdatesDestroysThem() {
    bot.control("POST", "message", HELLO).json();

    bot.call("deleteWebhook", "drop_pending_updates", "True").result();

    assertThat(bot.call("getUpdates").updates()).isEmpty();
  }

  @Test
  void webhookHasToBeHttps() {
    assertThat(bot.call("setWebhook", "url", "http://example.com").description())
        .isEqualTo("Bad Request: bad webhook: An HTTPS URL must be provided for webhook");
  }

  @Test
  void samePollAgainWaitsForSomethingNew() {
    // Telegram's window is three seconds. One that never ends keeps this test off the clock.
    var paced = SandboxConfig.atAnyPort().withPollPacing(Duration.ofHours(1));
    try (var telegramsPace = RunningSandbox.start(paced)) {
      var spinner = telegramsPace.newBot();
      assertThat(spinner.call("getUpdates").updates()).isEmpty();

      var again = spinner.callLater("getUpdates");
      spinner.awaitPoll();
      spinner.control("POST", "message", HELLO).json();

      assertThat(within(again).updates()).hasSize(1);
    }
  }

  @Test
  void resetLetsPollersAndPayersGo() {
    var paying = bot.pay(bot.link("order-1", 5), 42);
    var asked = bot.nextUpdate().get("update_id").getAsInt();
    var polling = bot.callLater("getUpdates", "timeout", 50, "offset", asked + 1);
    bot.awaitPoll();

    bot.control("DELETE", "state", "").json();

    assertThat(within(paying).get("status").getAsString()).isEqualTo("cancelled");
    assertThat(within(polling).updates()).isEmpty();
    assertThat(bot.state().getAsJsonArray("invoices")).isEmpty();
  }

  @Test
  void stoppingLetsPollersAndPayersGo() {
    var stopping = RunningSandbox.start();
    var left = stopping.newBot();
    var paying = left.pay(left.link("order-2", 5), 42);
    var asked = left.nextUpdate().get("update_id").getAsInt();
    var polling = left.callLater("getUpdates", "timeout", 50, "offset", asked + 1);
    left.awaitPoll();

    stopping.close();

    assertThat(within(paying).get("status").getAsString()).isEqualTo("cancelled");
    assertThat(within(polling).updates()).isEmpty();
  }
}
