package dev.starkeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class FaultsTest {
  @AutoClose private final RunningSandbox sandbox = RunningSandbox.start();
  private final TestBot bot = sandbox.newBot();

  @Test
  void lostAnswerWasDone() {
    faults("\"createInvoiceLink\":[{\"kind\":\"lose_answer\"}]");

    assertThatThrownBy(() -> bot.link("order-1", 5))
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(IOException.class);

    assertThat(invoiceCount()).isEqualTo(1);
    assertThat(bot.link("order-2", 5)).isNotEmpty();
  }

  @Test
  void lostRequestWasNotDone() {
    faults("\"createInvoiceLink\":[{\"kind\":\"lose_request\"}]");

    assertThatThrownBy(() -> bot.link("order-3", 5)).isInstanceOf(UncheckedIOException.class);

    assertThat(invoiceCount()).isZero();
    assertThat(bot.state().getAsJsonObject("calls").get("createInvoiceLink").getAsInt())
        .isEqualTo(1);
  }

  @Test
  void lostRefusalIsLostToo() {
    faults("\"createInvoiceLink\":[{\"kind\":\"lose_answer\"}]");

    assertThatThrownBy(() -> bot.call("createInvoiceLink"))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void delayedCallIsDone() {
    faults("\"createInvoiceLink\":[{\"kind\":\"delay\",\"ms\":20}]");

    var start = System.nanoTime();
    assertThat(bot.link("order-4", 5)).isNotEmpty();

    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(20_000_000);
  }

  @Test
  void resetEndsADelay() {
    faults("\"getMe\":[{\"kind\":\"delay\",\"ms\":3600000}]");
    var delayed = bot.callLater("getMe");
    bot.awaitState(state -> state.getAsJsonObject("calls").has("getMe"));

    bot.control("DELETE", "state", "").json();

    assertThatThrownBy(() -> TestBot.within(delayed)).hasRootCauseInstanceOf(IOException.class);
  }

  @Test
  void floodSaysHowLongToWait() {
    faults("\"sendMessage\":[{\"kind\":\"too_many_requests\",\"retryAfter\":17}]");

    var answer = bot.call("sendMessage");

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.response().headers().firstValue("Retry-After")).contains("17");
    assertThat(answer.text())
        .isEqualTo(
            "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests: retry after"
                + " 17\",\"parameters\":{\"retry_after\":17}}");
  }

  @Test
  void serverErrorsAndGatewayPages() {
    faults(
        "\"getMe\":[{\"kind\":\"server_error\"},{\"kind\":\"server_error\",\"status\":504},"
            + "{\"kind\":\"html\"}]");

    assertThat(bot.call("getMe").text())
        .isEqualTo("{\"ok\":false,\"error_code\":500,\"description\":\"Internal Server Error\"}");
    assertThat(bot.call("getMe").status()).isEqualTo(504);
    var page = bot.call("getMe");
    assertThat(page.status()).isEqualTo(502);
    assertThat(page.text()).startsWith("<html>").contains("502 Bad Gateway");
    assertThat(bot.call("getMe").status()).isEqualTo(200);
  }

  @Test
  void emptyAnswersAndGarbage() {
    faults("\"getMe\":[{\"kind\":\"empty\"},{\"kind\":\"garbage\"}]");

    var empty = bot.call("getMe");
    assertThat(empty.status()).isEqualTo(200);
    assertThat(empty.text()).isEmpty();
    var garbage = bot.call("getMe").text();
    assertThatThrownBy(() -> JsonParser.parseString(garbage))
        .isInstanceOf(JsonParseException.class);
  }

  @Test
  void timesCountDownAndZeroStays() {
    faults("\"getMe\":[{\"kind\":\"html\",\"times\":2},{\"kind\":\"empty\",\"times\":0}]");

    assertThat(statuses(2)).containsOnly(502);
    assertThat(bot.control("GET", "faults", "").json())
        .hasToString("{\"getMe\":[{\"kind\":\"empty\",\"times\":0,\"status\":200}]}");
    assertThat(bot.call("getMe").text()).isEmpty();
    assertThat(bot.call("getMe").text()).isEmpty();
    faults("");
    assertThat(bot.call("getMe").text()).isNotEmpty();
  }

  @Test
  void starStandsForAMethodWithoutFaultsOfItsOwn() {
    faults("\"*\":[{\"kind\":\"html\",\"times\":2}],\"getMe\":[{\"kind\":\"empty\"}]");

    assertThat(bot.call("getMe").text()).isEmpty();
    assertThat(bot.call("getMe").status()).isEqualTo(502);
    assertThat(bot.call("getMyStarBalance").status()).isEqualTo(502);
    assertThat(bot.call("getMyStarBalance").status()).isEqualTo(200);
  }

  @Test
  void updatesComeTwice() {
    faults("\"getUpdates\":[{\"kind\":\"duplicate_updates\"}]");
    assertThat(bot.call("getUpdates").updates()).isEmpty(); // an empty batch uses nothing up
    write(2);

    var ids = ids();

    assertThat(ids).hasSize(4);
    assertThat(ids.subList(0, 2)).isEqualTo(ids.subList(2, 4));
  }

  @Test
  void updatesComeInAnotherOrderTheSameForTheSameSeed() {
    write(20);
    var inOrder = ids();

    faults("\"getUpdates\":[{\"kind\":\"reorder_updates\"}],\"seed\":7");
    var first = ids();
    faults("\"getUpdates\":[{\"kind\":\"reorder_updates\"}],\"seed\":7");
    var second = ids();

    assertThat(first).isNotEqualTo(inOrder).hasSameElementsAs(inOrder).isEqualTo(second);
    assertThat(ids()).isEqualTo(inOrder);
  }

  @Test
  void percentOfTheCallsMeetAFaultTheSameOnesForTheSameSeed() {
    var plan = "\"*\":[{\"kind\":\"html\",\"times\":0,\"percent\":30}],\"seed\":";
    faults(plan + 7);
    var first = statuses(200);
    faults(plan + 7);
    bot.call("getMyStarBalance"); // what else is called changes nothing
    var second = statuses(200);
    faults(plan + 8);

    assertThat(first).isEqualTo(second).isNotEqualTo(statuses(200));
    assertThat(first).filteredOn(status -> status == 502).hasSizeBetween(35, 85);
  }

  @Test
  void missedFaultLeavesTheCallToTheNextAndIsNotUsedUp() {
    faults(
        "\"getMe\":[{\"kind\":\"html\",\"percent\":1},{\"kind\":\"empty\",\"times\":2,"
            + "\"status\":503}],\"*\":[{\"kind\":\"server_error\"}],\"seed\":3");

    assertThat(statuses(4)).containsExactly(503, 503, 500, 200);
    assertThat(bot.control("GET", "faults", "").json().getAsJsonArray("getMe"))
        .hasToString("[{\"kind\":\"html\",\"times\":1,\"percent\":1,\"status\":502}]");
  }

  @Test
  void batchesMeetTheirFaultsByPercentToo() {
    write(2);
    faults(
        "\"getUpdates\":[{\"kind\":\"duplicate_updates\",\"times\":0,\"percent\":50}],\"seed\":1");

    var sizes = IntStream.range(0, 60).mapToObj(_ -> ids().size()).toList();

    assertThat(sizes).filteredOn(size -> size == 4).hasSizeBetween(15, 45);
    assertThat(sizes).containsOnly(2, 4);
  }

  @Test
  void faultsOfOneBotAreNotAnothers() {
    faults("\"*\":[{\"kind\":\"html\",\"times\":0}]");

    assertThat(sandbox.newBot().call("getMe").status()).isEqualTo(200);
  }

  @Test
  void eachFaultIsMetOnceByManyCallers() {
    faults("\"getMe\":[{\"kind\":\"html\",\"times\":5}]");

    var answers = IntStream.range(0, 20).mapToObj(_ -> bot.callLater("getMe")).toList();

    assertThat(answers.stream().map(TestBot::within).map(Answer::status))
        .filteredOn(status -> status == 502)
        .hasSize(5);
  }

  private void faults(String members) {
    var answer = bot.control("PUT", "faults", "{" + members + "}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private List<Integer> statuses(int calls) {
    return IntStream.range(0, calls).mapToObj(_ -> bot.call("getMe").status()).toList();
  }

  private void write(int messages) {
    for (var i = 0; i < messages; i++) {
      bot.control("POST", "message", "{\"user\":{\"id\":9},\"text\":\"hello\"}").json();
    }
  }

  private List<Integer> ids() {
    return bot.call("getUpdates").updates().stream()
        .map(update -> update.get("update_id").getAsInt())
        .toList();
  }

  private int invoiceCount() {
    return bot.state().getAsJsonObject("totals").get("invoices").getAsInt();
  }
}
