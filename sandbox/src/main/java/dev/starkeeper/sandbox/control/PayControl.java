package dev.starkeeper.sandbox.control;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.starkeeper.sandbox.bot.Bot;
import dev.starkeeper.sandbox.bot.PayResult;
import dev.starkeeper.sandbox.bot.SentMessage;
import dev.starkeeper.sandbox.stars.Charge;
import dev.starkeeper.sandbox.stars.Invoice;
import dev.starkeeper.sandbox.wire.ControlRequest;
import java.util.Optional;

/** A user at the payment sheet. */
final class PayControl {
  private PayControl() {}

  static JsonElement pay(Bot bot, ControlRequest request) throws InterruptedException {
    var body =
        Fields.of(request.body())
            .onlyThese("link", "chatId", "messageId", "user", "tamper", "cancel");
    var payer = UserFields.read(body);
    var invoice = invoice(bot, body);
    if (invoice.isEmpty()) return failed("SLUG_INVALID");
    var charge = charge(invoice.get(), body);
    if (body.flag("cancel")) return status("cancelled");
    return switch (bot.pay(invoice.get(), payer, charge)) {
      case PayResult.Paid(var payment, var millis) -> {
        var paid = status("paid");
        paid.addProperty("chargeId", payment.chargeId());
        paid.addProperty("preCheckoutMs", millis);
        yield paid;
      }
      case PayResult.Failed(var error, var millis) -> {
        var failed = failed(error);
        failed.addProperty("preCheckoutMs", millis);
        yield failed;
      }
      case PayResult.NotAsked(var error) -> failed(error);
      case PayResult.Cancelled _ -> status("cancelled");
    };
  }

  private static Optional<Invoice> invoice(Bot bot, Fields body) {
    if (body.has("link")) return bot.invoices().byLink(body.text("link"));
    if (!body.has("messageId")) {
      throw new UnusableControl("Say what is paid: \"link\", or \"chatId\" and \"messageId\".");
    }
    var chatId = body.number("chatId", 1, Long.MAX_VALUE);
    var messageId = (int) body.number("messageId", 1, Integer.MAX_VALUE);
    return bot.messages().find(chatId, messageId).map(SentMessage::invoice);
  }

  /** What is asked for, other than agreed if the control says so. */
  private static Charge charge(Invoice invoice, Fields body) {
    var agreed = Charge.of(invoice.terms());
    return body.optionalObject("tamper")
        .map(tamper -> tampered(agreed, tamper.onlyThese("amount", "currency", "payload")))
        .orElse(agreed);
  }

  private static Charge tampered(Charge agreed, Fields tamper) {
    return new Charge(
        tamper.optionalNumber("amount", 1, Integer.MAX_VALUE).orElse(agreed.amount()),
        tamper.optionalText("currency").orElse(agreed.currency()),
        tamper.optionalText("payload").orElse(agreed.payload()),
        agreed.isSubscription());
  }

  static JsonObject failed(String error) {
    var failed = status("failed");
    failed.addProperty("error", error);
    return failed;
  }

  static JsonObject status(String status) {
    var result = new JsonObject();
    result.addProperty("status", status);
    return result;
  }
}
