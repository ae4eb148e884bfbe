package dev.starkeeper.sandbox.control;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.starkeeper.sandbox.bot.Bot;
import dev.starkeeper.sandbox.bot.Subscribers.Result;
import dev.starkeeper.sandbox.bot.Subscribers.Which;
import dev.starkeeper.sandbox.stars.Subscription;
import dev.starkeeper.sandbox.wire.ControlRequest;

/** What subscribers do in their settings, and what happens to them. */
final class SubscriptionControls {
  private SubscriptionControls() {}

  static JsonElement cancel(Bot bot, ControlRequest request) {
    return answer(bot.subscribers().cancel(which(request)));
  }

  static JsonElement resume(Bot bot, ControlRequest request) {
    return answer(bot.subscribers().resume(which(request)));
  }

  static JsonElement failNext(Bot bot, ControlRequest request) {
    return answer(bot.subscribers().failNext(which(request)));
  }

  static JsonElement renew(Bot bot, ControlRequest request) {
    return answer(bot.subscribers().renew(which(request)));
  }

  /** Named by any of its charges, or by its payer and payload. */
  private static Which which(ControlRequest request) {
    var body = Fields.of(request.body());
    if (body.has("chargeId")) {
      var chargeId = body.onlyThese("chargeId").text("chargeId");
      return subscriptions -> subscriptions.byChargeId(chargeId);
    }
    var userId = UserFields.read(body.onlyThese("chargeId", "user", "payload")).id();
    var payload = body.text("payload");
    return subscriptions -> subscriptions.byPayer(userId, payload);
  }

  private static JsonObject answer(Result result) {
    return switch (result) {
      case Result.Changed(var subscription) -> answer(true, subscription);
      case Result.Unchanged(var subscription) -> answer(false, subscription);
      case Result.Paid(var payment) -> {
        var paid = PayControl.status("paid");
        paid.addProperty("chargeId", payment.chargeId());
        yield paid;
      }
      case Result.TooFewStars _ -> PayControl.failed("BALANCE_TOO_LOW");
      case Result.Impossible(var reason) ->
          throw UnusableControl.impossible("The subscription " + reason + ".");
      case Result.Unknown _ ->
          throw UnusableControl.unknown("No subscription of this bot is meant by that.");
    };
  }

  private static JsonObject answer(boolean isChanged, Subscription subscription) {
    var json = new JsonObject();
    json.addProperty("changed", isChanged);
    json.add("subscription", StateShapes.subscription(subscription));
    return json;
  }
}
