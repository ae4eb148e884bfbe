package dev.starkeeper.sandbox.stars;

import com.google.gson.JsonObject;

/** What a payer is asked to pay, and for what; usually the invoice's own terms. */
public record Charge(long amount, String currency, String payload, boolean isSubscription) {

  public static Charge of(InvoiceTerms terms) {
    return new Charge(
        terms.amount(), InvoiceTerms.CURRENCY, terms.payload(), terms.isSubscription());
  }

  JsonObject toJson() {
    var json = new JsonObject();
    addTo(json);
    return json;
  }

  /** Adds the three fields that pre-checkouts, payments and refunds share. */
  public void addTo(JsonObject json) {
    json.addProperty("currency", currency);
    json.addProperty("total_amount", amount);
    json.addProperty("invoice_payload", payload);
  }
}
