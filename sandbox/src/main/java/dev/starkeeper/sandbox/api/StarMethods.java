package dev.starkeeper.sandbox.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.starkeeper.sandbox.bot.Bot;
import dev.starkeeper.sandbox.stars.Books.RefundResult;
import dev.starkeeper.sandbox.stars.StarTransaction;
import dev.starkeeper.sandbox.wire.Parameters;
import dev.starkeeper.sandbox.wire.Refusal;
import dev.starkeeper.sandbox.wire.Reply;

/** What moves Stars, and the books about it. */
final class StarMethods {
  static final String QUERY_IS_TOO_OLD =
      "query is too old and response timeout expired or query ID is invalid";
  private static final int MAX_LIMIT = 100;

  private StarMethods() {}

  static Reply answerPreCheckoutQuery(Bot bot, Parameters parameters) {
    var isOk = parameters.flag("ok"); // also false when it is missing
    var error = isOk ? "" : parameters.required("error_message");
    if (!bot.preCheckouts().answer(parameters.text("pre_checkout_query_id"), isOk, error)) {
      throw Refusal.badRequest(QUERY_IS_TOO_OLD);
    }
    return Reply.ok("true");
  }

  static Reply refundStarPayment(Bot bot, Parameters parameters) {
    var userId = userId(parameters);
    var chargeId = parameters.required("telegram_payment_charge_id");
    return switch (bot.treasury().refund(userId, chargeId)) {
      case RefundResult.Refunded _ -> Reply.ok("true");
      case RefundResult.AlreadyRefunded _ -> throw Refusal.badRequest("CHARGE_ALREADY_REFUNDED");
      case RefundResult.OtherPayer _ -> throw Refusal.badRequest("USER_ID_INVALID");
      // Telegram documents no constant for this case; this is its neighbour method's.
      case RefundResult.UnknownCharge _ -> throw Refusal.badRequest("CHARGE_ID_INVALID");
    };
  }

  static Reply editUserStarSubscription(Bot bot, Parameters parameters) {
    var userId = userId(parameters);
    var chargeId = parameters.required("telegram_payment_charge_id");
    var isCanceled = parameters.flag("is_canceled");
    if (!bot.subscribers().edit(userId, chargeId, isCanceled)) {
      throw Refusal.badRequest("CHARGE_ID_INVALID");
    }
    return Reply.ok("true");
  }

  private static long userId(Parameters parameters) {
    var userId = parameters.number("user_id");
    if (userId <= 0) throw Refusal.badRequest("invalid user_id specified");
    return userId;
  }

  static Reply getStarTransactions(Bot bot, Parameters parameters) {
    var offset = parameters.integer("offset", 0, 0, Integer.MAX_VALUE);
    var limit = parameters.integer("limit", MAX_LIMIT, 1, MAX_LIMIT);
    var transactions = new JsonArray();
    bot.history().page(offset, limit).stream()
        .map(StarTransaction::toJson)
        .forEach(transactions::add);
    var result = new JsonObject();
    result.add("transactions", transactions);
    return Reply.ok(result.toString());
  }

  static Reply getMyStarBalance(Bot bot, Parameters parameters) {
    return Reply.ok(bot.history().balance().toJson().toString());
  }
}
