package dev.starkeeper.sandbox.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.starkeeper.sandbox.wire.Refusal;
import dev.starkeeper.sandbox.wire.StrictJson;

/** The {@code prices} of an invoice, added up. */
record LabeledPrices(int count, long total) {
  private static final long MAX_AMOUNT = 999_999_999_999L;
  private static final String CANNOT_PARSE = "can't parse labeled price: ";

  static LabeledPrices read(String json) {
    var parsed =
        StrictJson.parse(json)
            .orElseThrow(() -> Refusal.badRequest("can't parse prices JSON object"));
    if (!(parsed instanceof JsonArray prices)) {
      throw Refusal.badRequest("expected an Array of labeled prices");
    }
    if (prices.isEmpty()) throw Refusal.badRequest("there must be at least one price");
    var total = 0L;
    for (var price : prices) total += amount(price);
    if (total <= 0) throw Refusal.badRequest("total price must be positive");
    return new LabeledPrices(prices.size(), total);
  }

  private static long amount(JsonElement price) {
    if (!(price instanceof JsonObject fields)) {
      throw Refusal.badRequest(CANNOT_PARSE + "LabeledPrice must be an Object");
    }
    if (!fields.has("label")) throw cannotFind("label");
    if (!(fields.get("label") instanceof JsonPrimitive label) || !label.isString()) {
      throw Refusal.badRequest(CANNOT_PARSE + "Field \"label\" must be of type String");
    }
    if (label.getAsString().isEmpty()) {
      throw Refusal.badRequest(CANNOT_PARSE + "LabeledPrice label must be non-empty");
    }
    if (!fields.has("amount")) throw cannotFind("amount");
    var amount = number(fields.get("amount"));
    if (Math.abs(amount) > MAX_AMOUNT) {
      throw Refusal.badRequest("too big amount of the currency specified");
    }
    return amount;
  }

  /** A string of digits passes for a number, as at Telegram. */
  private static long number(JsonElement amount) {
    try {
      if (amount instanceof JsonPrimitive value && !value.isBoolean()) {
        return Long.parseLong(value.getAsString());
      }
    } catch (NumberFormatException e) {
      throw notANumber();
    }
    throw notANumber();
  }

  private static Refusal notANumber() {
    return Refusal.badRequest(CANNOT_PARSE + "Field \"amount\" must be a Number");
  }

  private static Refusal cannotFind(String field) {
    return Refusal.badRequest(CANNOT_PARSE + "Can't find field \"" + field + "\"");
  }
}
