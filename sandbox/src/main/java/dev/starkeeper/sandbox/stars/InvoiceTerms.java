package dev.starkeeper.sandbox.stars;

import com.google.gson.JsonObject;

/** What an invoice offers, as it was checked when it was made. */
public record InvoiceTerms(
    Look look, String payload, long amount, boolean isSubscription, String startParameter) {
  public static final String CURRENCY = "XTR";
  public static final int SUBSCRIPTION_PERIOD = 2_592_000; // seconds; Telegram allows no other

  /** What a buyer sees of it; {@code photoUrl} is empty if there is none. */
  public record Look(String title, String description, String photoUrl) {}

  public String title() {
    return look.title();
  }

  /** The Bot API's {@code Invoice}, which shows neither payload nor link. */
  public JsonObject toJson() {
    var json = new JsonObject();
    json.addProperty("title", look.title());
    json.addProperty("description", look.description());
    json.addProperty("start_parameter", startParameter);
    json.addProperty("currency", CURRENCY);
    json.addProperty("total_amount", amount);
    return json;
  }
}
