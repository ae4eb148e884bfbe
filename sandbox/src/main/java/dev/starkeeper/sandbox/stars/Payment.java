package dev.starkeeper.sandbox.stars;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;

/** One charge that went through. */
public record Payment(
    String chargeId, String providerChargeId, User payer, Charge charge, Instant paidAt) {
  private static final int CHARGE_ID_BYTES = 96; // 128 characters; with the prefix 131, as seen
  private static final String CHARGE_ID_PREFIX = "stx";

  /** A payment with a charge id of its own; {@code number} counts the bot's payments. */
  static Payment of(User payer, Charge charge, int number, Instant paidAt) {
    var chargeId = CHARGE_ID_PREFIX + RandomText.base64(CHARGE_ID_BYTES);
    return new Payment(chargeId, payer.id() + "_" + number, payer, charge, paidAt);
  }

  /** The Bot API's {@code SuccessfulPayment}. */
  public JsonObject toSuccessfulPayment() {
    var json = charge.toJson();
    if (charge.isSubscription()) {
      var period = Duration.ofSeconds(InvoiceTerms.SUBSCRIPTION_PERIOD);
      json.addProperty("subscription_expiration_date", paidAt.plus(period).getEpochSecond());
      json.addProperty("is_recurring", true);
      json.addProperty("is_first_recurring", true);
    }
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
