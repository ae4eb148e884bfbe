package dev.starkeeper.bench.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.starkeeper.bench.world.Caller.Call;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A bot of the test's own, which talks to the stand-in over a socket. */
final class WorldTest {
  private static final String TOKEN = "7000000042:AAbenchTokenOfATest0000000000000042";
  private static final long USER = 900_000_000_042L;

  @AutoClose private final World world = World.start();
  private final PlayedBot bot = world.telegram().bot(TOKEN);

  @Test
  void paymentGoesItsWholeWay() {
    var purchase = World.await(bot.pay(link("a-payload"), USER));

    var asked = updates(0);
    assertThat(asked.getInteger("update_id")).isEqualTo(1);
    var query = asked.getJsonObject("pre_checkout_query");
    assertThat(query.getString("invoice_payload")).isEqualTo("a-payload");
    assertThat(query.getInteger("total_amount")).isEqualTo(7);
    assertThat(query.getJsonObject("from").getLong("id")).isEqualTo(USER);
    answer(query.getString("id"), true);
    assertThat(World.await(purchase.answer())).isTrue();
    assertThat(purchase.preCheckout()).isPositive();

    var paid = updates(2).getJsonObject("message").getJsonObject("successful_payment");
    assertThat(paid.getString("invoice_payload")).isEqualTo("a-payload");
    assertThat(paid.getString("telegram_payment_charge_id")).isNotEmpty();
    assertThat(purchase.record().isComplete()).isFalse();
    World.await(call("getUpdates", "{\"offset\":3,\"timeout\":0}"));
    assertThat(World.await(purchase.record())).isSameAs(purchase);
    assertThat(World.await(bot.charged())).isOne();
    assertThat(World.await(bot.settled())).isTrue();
  }

  @Test
  void whatIsNotConfirmedComesAgain() {
    World.await(bot.pay(link("p"), USER));

    assertThat(updates(0)).isEqualTo(updates(0));
    assertThat(updates(1)).isNotNull();
    assertThat(result("getUpdates", "{\"offset\":2,\"timeout\":0}")).isEqualTo("[]");
  }

  @Test
  void longPollEndsWithTheFirstUpdate() {
    var poll = call("getUpdates", "{\"offset\":0,\"timeout\":50}");
    World.await(bot.pay(link("p"), USER));

    assertThat(World.await(poll)).contains("pre_checkout_query");
  }

  @Test
  void declinedBuyerIsNotCharged() {
    var purchase = World.await(bot.pay(link("p"), USER));

    answer(updates(0).getJsonObject("pre_checkout_query").getString("id"), false);

    assertThat(World.await(purchase.answer())).isFalse();
    assertThatThrownBy(() -> World.await(purchase.record())).hasMessageContaining("declined");
    assertThat(World.await(bot.charged())).isZero();
  }

  @Test
  void queryIsAnsweredOnce() {
    World.await(bot.pay(link("p"), USER));
    var query = updates(0).getJsonObject("pre_checkout_query").getString("id");
    answer(query, true);

    assertThatThrownBy(() -> answer(query, true)).hasMessageContaining("query is too old");
  }

  @Test
  void callTakesAsLongAsItIsToldTo() {
    world.telegram().takes(new Latencies(Map.of("getMe", 80), 0));
    var began = System.nanoTime();

    assertThat(result("getMe", "{}")).contains("7000000042");

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(78));
  }

  @Test
  void formIsTakenAsJsonIs() {
    var form = new Parameters.InForm(MultiMap.caseInsensitiveMultiMap());
    form.fields().add("prices", "[{\"label\":\"Coins\",\"amount\":7}]").add("offset", "12");
    var json = new Parameters.InJson(new JsonObject("{\"prices\":[{\"amount\":7}],\"offset\":12}"));

    assertThat(form.stars()).isEqualTo(json.stars()).isEqualTo(7);
    assertThat(form.number("offset", 0)).isEqualTo(json.number("offset", 0)).isEqualTo(12);
    assertThat(form.number("limit", 3)).isEqualTo(json.number("limit", 3)).isEqualTo(3);
  }

  @Test
  void crowdKeepsAtItAndCountsWhatFails() {
    var telegram = world.telegramPort();
    var good = new Call(HttpMethod.POST, telegram, "/bot" + TOKEN + "/getMe", "", "{}");
    var bad = new Call(HttpMethod.POST, telegram, "/bot1:no/getMe", "", "{}");
    var moment = Duration.ofMillis(200);

    var done = World.await(world.crowd().keepAt(4, moment, () -> world.caller().call(good)));
    var failed = World.await(world.crowd().keepAt(4, moment, () -> world.caller().call(bad)));

    assertThat(done.samples().count()).isPositive();
    assertThat(done.samples().failed()).isZero();
    assertThat(failed.samples().count()).isZero();
    assertThat(failed.samples().lastFailure()).startsWith("401");
  }

  private String link(String payload) {
    var prices = "[{\"label\":\"Coins\",\"amount\":7}]";
    var link =
        result("createInvoiceLink", "{\"payload\":\"" + payload + "\",\"prices\":" + prices + "}");
    return link.substring(link.indexOf('$') + 1, link.lastIndexOf('"'));
  }

  private void answer(String query, boolean isOk) {
    result(
        "answerPreCheckoutQuery",
        "{\"pre_checkout_query_id\":\"" + query + "\",\"ok\":" + isOk + "}");
  }

  /** The first. */
  private JsonObject updates(long offset) {
    var answer = World.await(call("getUpdates", "{\"offset\":" + offset + ",\"timeout\":0}"));
    return new JsonObject(answer).getJsonArray("result").getJsonObject(0);
  }

  private String result(String method, String parameters) {
    var answer = World.await(call(method, parameters));
    if (!new JsonObject(answer).getBoolean("ok")) throw new IllegalStateException(answer);
    return answer.substring(answer.indexOf("\"result\":") + 9, answer.length() - 1);
  }

  private Future<String> call(String method, String parameters) {
    var path = "/bot" + TOKEN + "/" + method;
    return world
        .caller()
        .call(new Call(HttpMethod.POST, world.telegramPort(), path, "", parameters))
        .map(Object::toString);
  }
}
