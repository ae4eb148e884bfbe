package dev.starkeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ControlsTest {
  @AutoClose private final RunningSandbox sandbox = RunningSandbox.start();
  private final TestBot bot = sandbox.newBot();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "POST | pay | oops | The body is not JSON.",
        "POST | pay | [] | The body is not a JSON object.",
        "POST | pay | {\"link\":\"x\"} | The field \"user\" is missing in the body.",
        "POST | pay | {\"link\":\"x\",\"user\":{\"id\":\"1\"}}"
            + " | The field \"id\" in \"user\" is not a whole number",
        "POST | pay | {\"user\":{\"id\":1}} | Say what is paid",
        "POST | pay | {\"link\":5,\"user\":{\"id\":1}} | The field \"link\" in the body is not a"
            + " text.",
        "POST | pay | {\"lnk\":\"x\",\"user\":{\"id\":1}} | There is no field \"lnk\" in the body",
        "POST | message | {\"user\":{\"id\":1,\"age\":3},\"text\":\"x\"}"
            + " | There is no field \"age\" in \"user\"",
        "POST | refund | {\"chargeId\":\"x\"} | No payment of this bot has that charge id.",
        "POST | updates | {\"updates\":5} | The field \"updates\" in the body is not an array.",
        "PUT | faults | {\"getMee\":[]} | There is no method getMee.",
        "PUT | faults | {\"getMe\":{}} | The field \"getMe\" in the body is not an array.",
        "PUT | faults | {\"getMe\":[5]} | A fault of getMe is not an object.",
        "PUT | faults | {\"getMe\":[{\"kind\":\"burn\"}]} | There is no kind burn; there are: ",
        "PUT | faults | {\"getMe\":[{\"kind\":\"html\",\"time\":1}]} | There is no field \"time\"",
        "PUT | faults | {\"getMe\":[{\"kind\":\"reorder_updates\"}]}"
            + " | reorder_updates is a fault of getUpdates, not of getMe."
      })
  void unusableControlsAreExplained(String verb, String name, String body, String sentence) {
    var answer = bot.control(verb, name, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.sentence()).startsWith(sentence);
  }

  @Test
  void controlsNeedATokenAndATrueName() {
    assertThat(plain("/sandbox/state").status()).isEqualTo(400);
    assertThat(plain("/sandbox/state").sentence()).startsWith("Say which bot: ?token=");
    assertThat(plain("/sandbox/state?token=1").sentence())
        .startsWith("The token is not well-formed");
    assertThat(plain("/sandbox/nothing").status()).isEqualTo(404);
    assertThat(plain("/sandbox/pay").status()).isEqualTo(405);
  }

  @Test
  void refusedFaultsLeaveTheOldOnesInPlace() {
    bot.control("PUT", "faults", "{\"getMe\":[{\"kind\":\"html\"}]}").json();
    bot.control("PUT", "faults", "{\"getMe\":[{\"kind\":\"burn\"}]}").json();

    assertThat(bot.call("getMe").status()).isEqualTo(502);
  }

  @Test
  void pageTellsWhatThisIs() {
    assertThat(plain("/controls").text())
        .contains("A Telegram without Telegram", "/sandbox/pay", "/sandbox/clock")
        .contains("subscriptions/cancel", "subscriptions/resume", "subscriptions/fail-next");
  }

  @Test
  void revokedTokenIsUnauthorizedUntilReset() {
    bot.control("POST", "revoke", "").json();

    assertThat(bot.call("getMe").text())
        .isEqualTo("{\"ok\":false,\"error_code\":401,\"description\":\"Unauthorized\"}");
    bot.control("DELETE", "state", "").json();
    assertThat(bot.call("getMe").status()).isEqualTo(200);
  }

  @Test
  void resetEmptiesOneBotOnly() {
    var other = sandbox.newBot();
    other.link("order-1", 5);
    bot.link("order-2", 6);

    bot.control("DELETE", "state", "").json();

    assertThat(bot.state().getAsJsonArray("invoices")).isEmpty();
    assertThat(other.state().getAsJsonArray("invoices")).hasSize(1);
  }

  @Test
  void pushedUpdateGetsTheNextId() {
    push("{\"message\":{\"message_id\":\"nonsense\"}}");
    push("{}");

    var updates = bot.call("getUpdates").updates();

    assertThat(updates.get(0).getAsJsonObject("message"))
        .hasToString("{\"message_id\":\"nonsense\"}");
    assertThat(updates.get(1).get("update_id").getAsInt())
        .isEqualTo(updates.get(0).get("update_id").getAsInt() + 1);
  }

  @Test
  void sameUpdateComesAsOftenAsItIsPushed() {
    var paid = "{\"message\":{\"successful_payment\":{\"telegram_payment_charge_id\":\"stx1\"}}}";
    push("{\"updates\":[" + String.join(",", Collections.nCopies(50, paid)) + "]}");

    assertThat(bot.call("getUpdates").updates()).hasSize(50).doesNotHaveDuplicates();
  }

  @Test
  void pushedIdMovesTheNumbersOnAndAnEmptyQueueRestartsAnywhere() {
    push("{\"update_id\":500,\"message\":{}}");
    push("{\"message\":{}}");
    push("{\"update_id\":1000,\"message\":{}}");
    push("{\"update_id\":7,\"message\":{}}");
    push("{\"message\":{}}");

    assertThat(bot.call("getUpdates").updates())
        .extracting(update -> update.get("update_id").getAsInt())
        .containsExactly(500, 501, 1000, 7, 1002);
  }

  @Test
  void rawTextStandsAmongTheUpdates() {
    push("{\"raw\":\"{\\\"update_id\\\":oops\"}");
    push("{\"updates\":[5,null]}");

    assertThat(bot.call("getUpdates").text())
        .isEqualTo("{\"ok\":true,\"result\":[{\"update_id\":oops,5,null]}");
  }

  @Test
  void pushedPreCheckoutIsAnswerable() {
    push("{\"pre_checkout_query\":{\"id\":\"77\",\"from\":{\"id\":42}}}");

    bot.call("answerPreCheckoutQuery", "pre_checkout_query_id", 77, "error_message", "No").result();

    var answer = bot.state().getAsJsonArray("preCheckoutAnswers").get(0).getAsJsonObject();
    assertThat(answer.get("queryId").getAsString()).isEqualTo("77");
    assertThat(answer.get("ok").getAsBoolean()).isFalse();
    assertThat(answer.get("errorMessage").getAsString()).isEqualTo("No");
  }

  @Test
  void pushedPreCheckoutIsNotAnswerableForEver() {
    var config =
        SandboxConfig.atAnyPort().withoutPollPacing().withPreCheckoutTimeout(Duration.ofNanos(1));
    try (var impatient = RunningSandbox.start(config)) {
      var late = impatient.newBot();
      late.control("POST", "updates", "{\"pre_checkout_query\":{\"id\":\"77\"}}").json();

      var answer = late.call("answerPreCheckoutQuery", "pre_checkout_query_id", 77, "ok", true);

      assertThat(answer.description()).startsWith("Bad Request: query is too old");
    }
  }

  @Test
  void stateShowsTheNewestAndTheTotals() {
    for (var order = 1; order <= 3; order++) bot.link("order-" + order, order);

    var state = bot.control("GET", "state?limit=2", "").json();

    assertThat(Answer.objects(state.getAsJsonArray("invoices")))
        .extracting(invoice -> invoice.get("payload").getAsString())
        .containsExactly("order-3", "order-2");
    assertThat(state.getAsJsonObject("totals").get("invoices").getAsInt()).isEqualTo(3);
    assertThat(state.getAsJsonObject("calls").get("createInvoiceLink").getAsInt()).isEqualTo(3);
  }

  private void push(String body) {
    var answer = bot.control("POST", "updates", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private Answer plain(String path) {
    return bot.send(HttpRequest.newBuilder(URI.create(bot.url() + path)).build());
  }
}
