package dev.starkeeper.sandbox.stars;

import com.google.gson.JsonObject;
import java.time.Instant;

/** The Bot API's {@code TransactionPartner} for what this sandbox itself enters. */
final class StarPartners {
  private StarPartners() {}

  static JsonObject payer(Payment payment) {
    var partner = ofType("user");
    partner.addProperty("transaction_type", "invoice_payment");
    partner.add("user", payment.payer().toJson());
    partner.addProperty("invoice_payload", payment.charge().payload());
    if (payment.charge().isSubscription()) {
      partner.addProperty("subscription_period", InvoiceTerms.SUBSCRIPTION_PERIOD);
    }
    return partner;
  }

  static JsonObject other() {
    return ofType("other");
  }

  /** Fragment, to which Stars are withdrawn and from which they return. */
  static JsonObject fragment() {
    return ofType("fragment");
  }

  static JsonObject fragment(WithdrawalOutcome outcome, Instant now) {
    var state = ofType(outcome.fieldName());
    if (outcome == WithdrawalOutcome.SUCCEEDED) {
      state.addProperty("date", now.getEpochSecond());
      state.addProperty("url", "https://tonviewer.com/transaction/sandbox");
    }
    var partner = fragment();
    partner.add("withdrawal_state", state);
    return partner;
  }

  static boolean isPendingWithdrawal(JsonObject partner) {
    return partner.get("withdrawal_state") instanceof JsonObject state
        && state.equals(ofType(WithdrawalOutcome.PENDING.fieldName()));
  }

  private static JsonObject ofType(String type) {
    var json = new JsonObject();
    json.addProperty("type", type);
    return json;
  }
}
