package dev.starkeeper.sandbox.stars;

import com.google.gson.JsonObject;
import java.time.Instant;

/** One charge that went through. */
public record Payment(
    String chargeId,
    String providerChargeId,
    User payer,
    Charge charge,
    Recurrence recurrence,
    Instant paidAt) {

  /** The Bot API's {@code SuccessfulPayment}. */
  public JsonObject toSuccessfulPayment() {
    var json = charge.toJson();
    Recurrence.addTo(json, recurrence);
    addChargeIds(json);
    return json;
  }

  /** The Bot API's {@code RefundedPayment}. */
  public JsonObject toRefundedPayment() {
    var json = charge.toJson();
    addChargeIds(json);
    return json;
  }

  private void addChargeIds(JsonObject json) {
    json.addProperty("telegram_payment_charge_id", chargeId);
    json.addProperty("provider_payment_charge_id", providerChargeId);
  }
}
