package dev.starkeeper.sandbox.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.starkeeper.sandbox.bot.Bot;
import dev.starkeeper.sandbox.wire.ControlRequest;
import java.util.List;
import java.util.function.Function;

/** Shows everything of a bot; of each long list the newest entries, newest first. */
final class StateControl {
  private static final int USUAL_LIMIT = 1000;
  private static final int MAX_LIMIT = 1_000_000;

  private StateControl() {}

  static JsonElement show(Bot bot, ControlRequest request) {
    var limit = request.query().integer("limit", USUAL_LIMIT, 0, MAX_LIMIT);
    var state = new JsonObject();
    state.addProperty("botId", bot.token().botId());
    state.addProperty("revoked", bot.isRevoked());
    state.addProperty("balance", bot.history().balance().stars());
    state.add("totals", totals(bot));
    addMailbox(bot, state);
    state.add("calls", calls(bot));
    state.add("invoices", all(bot.invoices().newest(limit), StateShapes::invoice));
    state.add("payments", all(bot.books().newestPayments(limit), StateShapes::payment));
    state.add("refunds", all(bot.books().newestRefunds(limit), StateShapes::refund));
    state.add("messages", all(bot.messages().newest(limit), StateShapes::message));
    state.add(
        "preCheckoutAnswers",
        all(bot.preCheckouts().newestAnswers(limit), StateShapes::preCheckoutAnswer));
    state.addProperty("now", bot.now().toString());
    state.addProperty("nanostarBalance", bot.history().balance().nanostars());
    state.add("subscriptions", all(bot.subscriptions().newest(limit), StateShapes::subscription));
    state.add("users", all(bot.books().newestPurses(limit), StateShapes::purse));
    state.add("commands", bot.menu().toJson());
    return state;
  }

  private static JsonObject totals(Bot bot) {
    var totals = new JsonObject();
    totals.addProperty("invoices", bot.invoices().count());
    totals.addProperty("payments", bot.books().paymentCount());
    totals.addProperty("refunds", bot.books().refundCount());
    totals.addProperty("messages", bot.messages().count());
    totals.addProperty("preCheckoutAnswers", bot.preCheckouts().answerCount());
    totals.addProperty("transactions", bot.history().size());
    totals.addProperty("subscriptions", bot.subscriptions().count());
    return totals;
  }

  private static void addMailbox(Bot bot, JsonObject state) {
    var mailbox = bot.mailbox().state();
    state.addProperty("pendingUpdateCount", mailbox.pendingUpdates());
    state.addProperty("confirmedOffset", mailbox.confirmedOffset());
    state.addProperty("pollWaiting", mailbox.isPolled());
    state.addProperty("webhook", mailbox.webhook().url());
    state.add("allowedUpdates", mailbox.allowed().toJson());
  }

  private static JsonObject calls(Bot bot) {
    var calls = new JsonObject();
    bot.calls().byMethod().forEach(calls::addProperty);
    return calls;
  }

  private static <T> JsonArray all(List<T> things, Function<T, JsonObject> shape) {
    var array = new JsonArray();
    things.stream().map(shape).forEach(array::add);
    return array;
  }
}
