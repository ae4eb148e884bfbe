package dev.starkeeper.sandbox.stars;

import com.google.gson.JsonObject;

/** What an invoice offers, as it was checked when it was made. */
public record InvoiceTerms(
    String title,
    String description,
    String payload,
    long amount,
    boolean isSubscription,
    String startParameter) {
  public static final String CURRENCY = "XTR";
  public static final int SUBSCRIPTION_PERIOD = 2_592_000; // seconds; Telegram allows no other

  /** The Bot API's {@code Invoice}, which shows neither payload nor link. */
  public JsonObject toJson() {
    var json = new JsonObject();
    json.addProperty("title", title);
    json.addProperty("description", description);
    json.addProperty("start_parameter", startParameter);
    json.addProperty("currency", CURRENCY);
    json.addProperty("total_amount", amount);
    return json;
  }
}
