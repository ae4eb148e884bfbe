package dev.starkeeper.acceptance;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** One of several bots of an installation: its catalogue and buyers, at any of its APIs. */
record BotShop(String token, PlayedTelegram telegram, Supplier<List<URI>> apis) {
  private static final int TRIES = 40;

  long id() {
    return Long.parseLong(token.substring(0, token.indexOf(':')));
  }

  void sellCoins(String sku, int units) {
    var product =
        """
        {"title":"%s","description":"Coins","stars":10,"kind":"consumable","unit":"coins","units":%d}\
        """
            .formatted(sku, units);
    var answer =
        Json.send("PUT", apis.get().getFirst().resolve("/v1/products/" + sku), asServer(), product);
    if (answer.status() >= 300) throw new AssertionError(answer.status() + " " + answer.body());
  }

  Map<String, String> asServer() {
    var headers = new HashMap<>(Installation.AS_SERVER);
    headers.put("Starkeeper-Bot", Long.toString(id()));
    return headers;
  }

  Map<String, String> as(MiniAppUser user) {
    var headers = new HashMap<>(user.header(token, Instant.now().getEpochSecond()));
    headers.put("Starkeeper-Bot", Long.toString(id()));
    return headers;
  }

  /** As a client does that tries the next API when one does not answer. */
  Json.Answer mint(MiniAppUser buyer, String sku) {
    var headers = as(buyer);
    headers.put("Idempotency-Key", "the-only");
    for (var i = 0; i < TRIES; i++) {
      var all = apis.get();
      try {
        var url = all.get(i % all.size()).resolve("/v1/invoices");
        var answer = Json.post(url, headers, "{\"sku\":\"" + sku + "\"}");
        if (answer.status() < 300) return answer;
        if (answer.status() == 408) continue; // a busy machine
        if (answer.status() < 500) throw new AssertionError(answer.status() + " " + answer.body());
      } catch (IllegalStateException e) {
        // It stops, or has stopped.
      }
    }
    throw new AssertionError("no API mints");
  }

  Json.Answer pay(MiniAppUser buyer, String sku) {
    return telegram.pay(mint(buyer, sku).text("invoiceLink"), buyer);
  }

  void refund(String charge) {
    var url = apis.get().getFirst().resolve("/v1/payments/" + charge + "/refunds");
    var answer = Json.post(url, asServer(), "{\"reason\":\"regretted\"}");
    if (answer.status() != 202) throw new AssertionError(answer.status() + " " + answer.body());
  }

  /** How Telegram says that the payment ended. */
  String buy(MiniAppUser buyer, String sku) {
    var paid = pay(buyer, sku);
    return paid.text("status") + (paid.body().has("error") ? " " + paid.text("error") : "");
  }

  long coinsOf(MiniAppUser buyer) {
    var me = Json.get(apis.get().getFirst().resolve("/v1/me"), as(buyer)).body();
    var coins = me.getAsJsonObject("credits").get("coins");
    return coins == null ? 0 : coins.getAsLong();
  }

  void awaitAllConfirmed() {
    Await.until(
        "all updates are confirmed",
        () -> telegram.state().get("pendingUpdateCount").getAsLong() == 0);
  }

  /** How often the bot has been polled. */
  long polls() {
    var polls = telegram.state().getAsJsonObject("calls").get("getUpdates");
    return polls == null ? 0 : polls.getAsLong();
  }
}
