package dev.starkeeper.sandbox.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.starkeeper.sandbox.bot.SentMessage;
import dev.starkeeper.sandbox.stars.Invoice;
import dev.starkeeper.sandbox.stars.Payment;
import dev.starkeeper.sandbox.stars.PreCheckoutAnswer;
import dev.starkeeper.sandbox.stars.Purse;
import dev.starkeeper.sandbox.stars.Refund;
import dev.starkeeper.sandbox.stars.Subscription;
import dev.starkeeper.sandbox.stars.Subscription.Mark;

/** How the parts of a bot's state look in JSON. */
final class StateShapes {
  private StateShapes() {}

  static JsonObject invoice(Invoice invoice) {
    var json = new JsonObject();
    json.addProperty("slug", invoice.slug());
    json.addProperty("link", invoice.link());
    json.addProperty("payload", invoice.terms().payload());
    json.addProperty("title", invoice.terms().title());
    json.addProperty("amount", invoice.terms().amount());
    json.addProperty("subscription", invoice.terms().isSubscription());
    if (!invoice.terms().startParameter().isEmpty()) {
      json.addProperty("startParameter", invoice.terms().startParameter());
    }
    json.addProperty("timesPaid", invoice.timesPaid().get());
    return json;
  }

  static JsonObject payment(Payment payment) {
    var json = new JsonObject();
    json.addProperty("chargeId", payment.chargeId());
    json.addProperty("userId", payment.payer().id());
    json.addProperty("amount", payment.charge().amount());
    json.addProperty("currency", payment.charge().currency());
    json.addProperty("payload", payment.charge().payload());
    json.addProperty("paidAt", payment.paidAt().toString());
    return json;
  }

  static JsonObject refund(Refund refund) {
    var json = new JsonObject();
    json.addProperty("chargeId", refund.payment().chargeId());
    json.addProperty("userId", refund.payment().payer().id());
    json.addProperty("amount", refund.payment().charge().amount());
    json.addProperty("refundedAt", refund.at().toString());
    return json;
  }

  static JsonObject subscription(Subscription subscription) {
    var json = new JsonObject();
    json.addProperty("firstChargeId", subscription.firstChargeId());
    json.addProperty("userId", subscription.payer().id());
    json.addProperty("payload", subscription.renewal().payload());
    json.addProperty("amount", subscription.renewal().amount());
    json.addProperty("expiresAt", subscription.paidUntil().toString());
    json.addProperty("canceled", subscription.is(Mark.CANCELED));
    json.addProperty("botCanceled", subscription.is(Mark.BARRED));
    json.addProperty("failsNext", subscription.is(Mark.FAILS_NEXT));
    json.addProperty("lapsed", subscription.is(Mark.LAPSED));
    var charges = new JsonArray();
    subscription.chargeIds().forEach(charges::add);
    json.add("charges", charges);
    return json;
  }

  static JsonObject purse(Purse purse) {
    var json = new JsonObject();
    json.addProperty("userId", purse.userId());
    json.addProperty("stars", purse.stars());
    return json;
  }

  static JsonObject message(SentMessage message) {
    var json = new JsonObject();
    json.addProperty("chatId", message.chatId());
    json.addProperty("messageId", message.messageId());
    json.addProperty("text", message.text());
    if (message.replyMarkup() != null) json.add("replyMarkup", message.replyMarkup());
    if (message.invoice() != null) json.addProperty("invoiceSlug", message.invoice().slug());
    json.addProperty("sentAt", message.sentAt().toString());
    var editedAt = message.dates().editedAt();
    if (editedAt != null) json.addProperty("editedAt", editedAt.toString());
    return json;
  }

  static JsonObject preCheckoutAnswer(PreCheckoutAnswer answer) {
    var json = new JsonObject();
    json.addProperty("queryId", answer.queryId());
    json.addProperty("ok", answer.ok());
    if (!answer.ok()) json.addProperty("errorMessage", answer.error());
    json.addProperty("ms", answer.millis());
    return json;
  }
}
