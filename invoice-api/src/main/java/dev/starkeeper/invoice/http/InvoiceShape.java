package dev.starkeeper.invoice.http;

import com.google.gson.JsonObject;
import dev.starkeeper.invoice.caller.Caller;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.Progress;
import java.time.Instant;
import java.util.Locale;

/** An invoice in JSON. */
final class InvoiceShape {
  private InvoiceShape() {}

  /** As it is at {@code now}; the charge is for servers only, as it is what a refund needs. */
  static JsonObject write(Invoice invoice, Caller caller, Instant now) {
    var json = new JsonObject();
    json.addProperty("id", invoice.id().payload());
    json.addProperty("sku", invoice.item().sku().value());
    json.addProperty("quantity", invoice.item().quantity());
    json.addProperty("title", invoice.item().title());
    json.addProperty("stars", invoice.item().stars().amount());
    json.addProperty("status", invoice.stateAt(now).name().toLowerCase(Locale.ROOT));
    json.addProperty("invoiceLink", invoice.link());
    json.addProperty("buyerId", invoice.parties().buyer().value());
    json.addProperty("recipientId", invoice.parties().recipient().value());
    json.addProperty("createdAt", invoice.period().createdAt().toString());
    json.addProperty("expiresAt", invoice.period().expiresAt().toString());
    switch (invoice.progress()) {
      case Progress.Paid(var charge, var at) -> addCharge(json, charge, at, caller);
      case Progress.Refunded(var charge, var at) -> addCharge(json, charge, at, caller);
      case Progress.Open _, Progress.Checkout _, Progress.Expired _, Progress.Voided _ -> {}
    }
    return json;
  }

  private static void addCharge(JsonObject json, ChargeId charge, Instant at, Caller caller) {
    json.addProperty("paidAt", at.toString());
    if (caller instanceof Caller.Server) json.addProperty("chargeId", charge.value());
  }
}
