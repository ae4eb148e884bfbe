package dev.starkeeper.sandbox.control;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.starkeeper.sandbox.bot.Bot;
import dev.starkeeper.sandbox.stars.Invoice;
import dev.starkeeper.sandbox.stars.InvoiceTerms;
import dev.starkeeper.sandbox.wire.ControlRequest;

/** Shows what a link offers, as the payment sheet needs it. */
final class InvoiceControl {
  private InvoiceControl() {}

  static JsonElement show(Bot bot, ControlRequest request) {
    var slug = request.query().text("slug");
    if (slug.isEmpty()) throw new UnusableControl("Say which invoice: &slug=…, from its link.");
    var invoice =
        bot.invoices()
            .byLink(Invoice.linkOf(slug))
            .orElseThrow(() -> UnusableControl.unknown("No invoice of this bot has that slug."));
    var json = toBuyer(invoice);
    json.addProperty("payload", invoice.terms().payload());
    json.addProperty("timesPaid", invoice.timesPaid().get());
    return json;
  }

  /** Without what only the bot knows. */
  static JsonObject toBuyer(Invoice invoice) {
    var look = invoice.terms().look();
    var json = new JsonObject();
    json.addProperty("slug", invoice.slug());
    json.addProperty("link", invoice.link());
    json.addProperty("title", look.title());
    json.addProperty("description", look.description());
    if (!look.photoUrl().isEmpty()) json.addProperty("photoUrl", look.photoUrl());
    json.addProperty("amount", invoice.terms().amount());
    if (invoice.terms().isSubscription()) {
      json.addProperty("subscriptionPeriod", InvoiceTerms.SUBSCRIPTION_PERIOD);
    }
    return json;
  }
}
