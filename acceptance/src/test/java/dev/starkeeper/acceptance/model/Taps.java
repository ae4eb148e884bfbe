package dev.starkeeper.acceptance.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;

/** Payments, which wait for their pre-checkouts' answers while the worker makes its steps. */
record Taps(World world) {
  /** Of the worker's steps, while calls of its are lost. */
  static final int TRIES = 4;

  private static final int LOOKS = 2_000; // each takes a millisecond or so

  /** {@code more} goes into the body of the sandbox's {@code pay}. */
  record Tap(String link, User user, String more) {}

  /** All at the same time; the worker sees them in their sequence. */
  void pay(List<Tap> taps, int steps) {
    var paying = new ArrayList<CompletableFuture<JsonObject>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var tap : taps) {
        var before = world.bot().waiting();
        var one =
            CompletableFuture.supplyAsync(
                () -> world.bot().pay(tap.link(), tap.user(), tap.more()), threads);
        waitUntilAsked(one, before);
        paying.add(one);
      }
      for (var i = 0; i < steps && !allDone(paying); i++) {
        if (world.worker().step()) break;
      }
      paying.forEach(CompletableFuture::join);
    }
  }

  /** Until its pre-checkout waits for the worker, or none is asked. */
  private void waitUntilAsked(CompletableFuture<JsonObject> paying, int before) {
    for (var i = 0; i < LOOKS; i++) {
      if (paying.isDone() || world.bot().waiting() > before) return;
    }
  }

  private static boolean allDone(List<CompletableFuture<JsonObject>> paying) {
    return paying.stream().allMatch(CompletableFuture::isDone);
  }

  /** By a link that {@code request} makes; whoever made it says yes. */
  void payElsewhere(JsonObject request, User user) {
    var bot = world.bot();
    var faults = bot.done("GET", "faults", "");
    bot.done("PUT", "faults", "{}"); // that other program has better luck
    var link = bot.call("createInvoiceLink", request).get("result").getAsString();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var before = bot.waiting();
      var paying = CompletableFuture.supplyAsync(() -> bot.pay(link, user, ""), threads);
      waitUntilAsked(paying, before);
      if (!paying.isDone()) approveNewest();
      var paid = paying.join();
      if (paid.has("chargeId")) world.deeds().elsewhere(paid.get("chargeId").getAsString());
    }
    bot.done("PUT", "faults", faults.toString());
  }

  private void approveNewest() {
    var updates = world.bot().call("getUpdates", new JsonObject()).getAsJsonArray("result");
    StreamSupport.stream(updates.spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .filter(update -> update.has("pre_checkout_query"))
        .reduce((_, newest) -> newest)
        .ifPresent(update -> {
          var answer = new JsonObject();
          var query = update.getAsJsonObject("pre_checkout_query");
          answer.addProperty("pre_checkout_query_id", query.get("id").getAsString());
          answer.addProperty("ok", true);
          world.bot().call("answerPreCheckoutQuery", answer);
        });
  }
}
