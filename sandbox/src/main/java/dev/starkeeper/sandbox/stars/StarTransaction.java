package dev.starkeeper.sandbox.stars;

import com.google.gson.JsonObject;
import java.time.Instant;

/**
 * One line of a bot's books: a payment that came in, or its refund that went out under the same id.
 */
public record StarTransaction(Payment payment, boolean isRefund, Instant at) {

  /** The Bot API's {@code StarTransaction}. */
  public JsonObject toJson() {
    var json = new JsonObject();
    json.addProperty("id", payment.chargeId());
    json.addProperty("amount", payment.charge().amount());
    json.addProperty("date", at.getEpochSecond());
    json.add(isRefund ? "receiver" : "source", partner());
    return json;
  }

  private JsonObject partner() {
    var partner = new JsonObject();
    partner.addProperty("type", "user");
    partner.addProperty("transaction_type", "invoice_payment");
    partner.add("user", payment.payer().toJson());
    partner.addProperty("invoice_payload", payment.charge().payload());
    if (payment.charge().isSubscription()) {
      partner.addProperty("subscription_period", InvoiceTerms.SUBSCRIPTION_PERIOD);
    }
    return partner;
  }
}
