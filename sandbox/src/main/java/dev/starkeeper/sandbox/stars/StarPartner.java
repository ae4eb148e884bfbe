package dev.starkeeper.sandbox.stars;

import com.google.gson.JsonObject;
import java.time.Instant;

/** Whom Stars came from or went to: the Bot API's {@code TransactionPartner}. */
public sealed interface StarPartner {

  /** A user who pays an invoice, or gets that back. */
  record Payer(Payment payment) implements StarPartner {}

  record Other() implements StarPartner {}

  /** Fragment, to which Stars are withdrawn. */
  record Withdrawal(WithdrawalOutcome outcome, Instant at) implements StarPartner {}

  /** Fragment, from which Stars return. */
  record Fragment() implements StarPartner {}

  /** Whatever a test wrote. */
  record AsWritten(JsonObject json) implements StarPartner {}

  default JsonObject toJson() {
    return switch (this) {
      case Payer(var payment) -> payer(payment);
      case Other _ -> ofType("other");
      case Withdrawal(var outcome, var at) -> withdrawal(outcome, at);
      case Fragment _ -> ofType("fragment");
      case AsWritten(var json) -> json;
    };
  }

  private static JsonObject payer(Payment payment) {
    var partner = ofType("user");
    partner.addProperty("transaction_type", "invoice_payment");
    partner.add("user", payment.payer().toJson());
    partner.addProperty("invoice_payload", payment.charge().payload());
    if (payment.charge().isSubscription()) {
      partner.addProperty("subscription_period", InvoiceTerms.SUBSCRIPTION_PERIOD);
    }
    return partner;
  }

  private static JsonObject withdrawal(WithdrawalOutcome outcome, Instant at) {
    var state = ofType(outcome.fieldName());
    if (outcome == WithdrawalOutcome.SUCCEEDED) {
      state.addProperty("date", at.getEpochSecond());
      state.addProperty("url", "https://example.com/withdrawal");
    }
    var partner = ofType("fragment");
    partner.add("withdrawal_state", state);
    return partner;
  }

  private static JsonObject ofType(String type) {
    var json = new JsonObject();
    json.addProperty("type", type);
    return json;
  }
}
