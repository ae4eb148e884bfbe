package dev.starkeeper.sandbox.stars;

import com.google.gson.JsonObject;
import java.time.Instant;

/**
 * One line of a bot's history, which is what Telegram calls a star transaction; {@code amount} is
 * never negative.
 */
public record StarTransaction(
    String id, StarAmount amount, boolean isIncoming, StarPartner partner, Instant at) {

  /** A refund has its payment's id. */
  static StarTransaction of(Payment payment, boolean isIncoming, Instant at) {
    var amount = StarAmount.of(payment.charge().amount());
    return new StarTransaction(
        payment.chargeId(), amount, isIncoming, new StarPartner.Payer(payment), at);
  }

  /** What the line adds to the balance. */
  StarAmount effect() {
    return isIncoming ? amount : StarAmount.NONE.minus(amount);
  }

  /** The Bot API's {@code StarTransaction}. */
  public JsonObject toJson() {
    var json = new JsonObject();
    json.addProperty("id", id);
    amount.addTo(json);
    json.addProperty("date", at.getEpochSecond());
    json.add(isIncoming ? "source" : "receiver", partner.toJson());
    return json;
  }
}
