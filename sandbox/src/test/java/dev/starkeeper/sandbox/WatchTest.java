package dev.starkeeper.sandbox;

import static dev.starkeeper.sandbox.TestBot.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.starkeeper.sandbox.watch.Happening;
import dev.starkeeper.sandbox.watch.Watch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What {@code GET /sandbox/calls} tells. */
final class WatchTest {
  private static final int KEPT = 500;

  @AutoClose private final RunningSandbox sandbox = RunningSandbox.start();
  private final TestBot bot = sandbox.newBot();

  @Test
  void callIsToldWithItsParametersAndItsAnswer() {
    bot.link("order-1", 5);

    var call = calls(look("")).getFirst();

    assertThat(text(call, "kind")).isEqualTo("call");
    assertThat(text(call, "method")).isEqualTo("createInvoiceLink");
    assertThat(text(call, "at")).isEqualTo(RunningSandbox.NOON.toString());
    assertThat(text(call.getAsJsonObject("parameters"), "payload")).isEqualTo("order-1");
    assertThat(call.get("status").getAsInt()).isEqualTo(200);
    assertThat(text(call, "answer")).startsWith("{\"ok\":true,\"result\":\"https://t.me/$");
    assertThat(call.get("ms").getAsDouble()).isNotNegative();
  }

  @Test
  void refusalsFaultsAndCutConnectionsAreCallsToo() {
    bot.call("answerPreCheckoutQuery", "pre_checkout_query_id", "1", "ok", true);
    bot.control("PUT", "faults", "{\"getMe\":[{\"kind\":\"html\"}]}").json();
    bot.call("getMe");

    var calls = calls(look(""));

    assertThat(calls)
        .extracting(call -> text(call, "kind"))
        .containsExactly("call", "control", "call");
    assertThat(calls.getFirst().get("status").getAsInt()).isEqualTo(400);
    assertThat(text(calls.get(1), "control")).isEqualTo("PUT /sandbox/faults");
    assertThat(text(calls.getLast(), "fault")).isEqualTo("html");
    assertThat(calls.getLast().get("status").getAsInt()).isEqualTo(502);
  }

  @Test
  void updateIsToldWhenItIsQueuedAndWhenItIsFetched() {
    bot.controlled("message", "{\"user\":{\"id\":42},\"text\":\"/start\"}");
    bot.updates();

    var calls = calls(look(""));

    assertThat(calls)
        .extracting(call -> text(call, "kind"))
        .containsExactly("update", "control", "call");
    var update = JsonParser.parseString(text(calls.getFirst(), "update")).getAsJsonObject();
    assertThat(text(update.getAsJsonObject("message"), "text")).isEqualTo("/start");
    assertThat(text(calls.getLast(), "answer")).contains("/start");
  }

  @Test
  void pollThatFindsNothingIsNotWorthTelling() {
    bot.updates();

    assertThat(calls(look(""))).isEmpty();
  }

  @Test
  void whoWaitsIsToldAtOnceAndOnlyWhatIsNew() {
    bot.call("getMe");
    var seen = text(look(""), "cursor");
    var waiting = CompletableFuture.supplyAsync(() -> look("&wait=50&after=" + seen));

    bot.link("order-2", 6);

    var news = within(waiting);
    assertThat(calls(news))
        .extracting(call -> text(call, "method"))
        .containsExactly("createInvoiceLink");
    assertThat(news.get("restarted").getAsBoolean()).isFalse();
    assertThat(calls(look("&after=" + text(news, "cursor")))).isEmpty();
  }

  @Test
  void botThatStartsAnewIsToldFromItsBeginning() {
    bot.call("getMe");
    var seen = text(look(""), "cursor");
    bot.control("DELETE", "state", "").json();
    bot.link("order-3", 7);

    var news = look("&wait=50&after=" + seen);

    assertThat(news.get("restarted").getAsBoolean()).isTrue();
    assertThat(calls(news)).hasSize(1);
  }

  @Test
  void onlyTheNewestAreKeptAndTheOthersCounted() {
    var seen = text(look(""), "cursor");
    for (var i = 0; i < KEPT + 3; i++) bot.call("getMe");

    var news = look("&after=" + seen);

    assertThat(calls(news)).hasSize(KEPT);
    assertThat(news.get("missed").getAsInt()).isEqualTo(3);
  }

  @Test
  void longParametersAndAnswersAreNotKept() {
    bot.call("getMe", "noise", "x".repeat(20_000));

    var call = calls(look("")).getFirst();

    assertThat(call.getAsJsonObject("parameters").size()).isZero();
  }

  @Test
  void longUpdateIsCut() {
    bot.controlled("updates", "{\"raw\":\"" + "x".repeat(20_000) + "\"}");

    assertThat(text(calls(look("")).getFirst(), "update")).hasSize(16_385).endsWith("x…");
  }

  @Test
  void closingLetsWatchersGo() throws Exception {
    var watch = new Watch(() -> RunningSandbox.NOON);
    watch.add(new Happening.Controlled("first"));
    var seen = watch.after("", Duration.ZERO).cursor();
    var news = new CompletableFuture<Watch.News>();
    var watcher = Thread.ofPlatform().start(() -> news.complete(waitFor(watch, seen)));
    while (watcher.getState() != Thread.State.TIMED_WAITING) Thread.onSpinWait();

    watch.close();

    assertThat(within(news).happenings()).isEmpty();
    watch.add(new Happening.Controlled("second"));
    assertThat(watch.after(seen, Duration.ofDays(1)).happenings()).isEmpty();
  }

  private static Watch.News waitFor(Watch watch, String after) {
    try {
      return watch.after(after, Duration.ofDays(1));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private JsonObject look(String more) {
    return bot.control("GET", "calls?x=" + more, "").json();
  }

  private static List<JsonObject> calls(JsonObject news) {
    return Answer.objects(news.getAsJsonArray("calls"));
  }

  private static String text(JsonObject json, String field) {
    return json.get(field).getAsString();
  }
}
