package dev.starkeeper.sandbox.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.starkeeper.sandbox.bot.Bot;
import dev.starkeeper.sandbox.stars.InvoiceTerms;
import dev.starkeeper.sandbox.wire.Parameters;
import dev.starkeeper.sandbox.wire.Refusal;
import dev.starkeeper.sandbox.wire.Reply;
import org.jspecify.annotations.Nullable;

/** The two ways to offer an invoice. */
final class InvoiceMethods {
  private InvoiceMethods() {}

  static Reply createInvoiceLink(Bot bot, Parameters parameters) {
    var invoice = bot.invoices().add(InvoiceParameters.read(parameters));
    return Reply.ok(new JsonPrimitive(invoice.link()).toString());
  }

  static Reply sendInvoice(Bot bot, Parameters parameters) {
    var terms = InvoiceParameters.read(parameters);
    var given = ReplyMarkup.read(parameters);
    var chat = ChatParameter.read(bot, parameters);
    if (terms.isSubscription()) throw Refusal.badRequest("SUBSCRIPTION_EXPORT_MISSING");
    var replyMarkup = withPayButton(given, terms);
    var invoice = bot.invoices().add(terms);
    var message = bot.messages().send(chat.id(), "", replyMarkup, invoice, bot.now());
    return Reply.ok(MessageShape.of(bot, chat, message).toString());
  }

  private static JsonElement withPayButton(@Nullable JsonElement given, InvoiceTerms terms) {
    if (given == null) return keyboardToPay(terms);
    if (!startsWithPay(given)) throw Refusal.badRequest("REPLY_MARKUP_BUY_EMPTY");
    return given;
  }

  private static boolean startsWithPay(JsonElement markup) {
    return markup instanceof JsonObject keyboard
        && keyboard.get("inline_keyboard") instanceof JsonArray rows
        && !rows.isEmpty()
        && rows.get(0) instanceof JsonArray row
        && !row.isEmpty()
        && row.get(0) instanceof JsonObject button
        && new JsonPrimitive(true).equals(button.get("pay"));
  }

  private static JsonObject keyboardToPay(InvoiceTerms terms) {
    var button = new JsonObject();
    button.addProperty("text", "Pay ⭐️" + terms.amount());
    button.addProperty("pay", true);
    var row = new JsonArray();
    row.add(button);
    var rows = new JsonArray();
    rows.add(row);
    var keyboard = new JsonObject();
    keyboard.add("inline_keyboard", rows);
    return keyboard;
  }
}
