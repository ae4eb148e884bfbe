package dev.starkeeper.telegram;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.model.TelegramUserId;

/** Reads fields as what they should be, or throws {@link IllegalArgumentException}. */
final class Fields {
  private Fields() {}

  static JsonObject object(JsonObject parent, String name) {
    if (parent.get(name) instanceof JsonObject object) return object;
    throw new IllegalArgumentException(name + " is not an object");
  }

  static String text(JsonObject parent, String name) {
    if (parent.get(name) instanceof JsonPrimitive text && text.isString())
      return text.getAsString();
    throw new IllegalArgumentException(name + " is not a string");
  }

  static long number(JsonObject parent, String name) {
    if (parent.get(name) instanceof JsonPrimitive number && number.isNumber()) {
      try {
        return number.getAsBigDecimal().longValueExact();
      } catch (ArithmeticException | NumberFormatException e) {
        throw new IllegalArgumentException(name + " is not a whole number", e);
      }
    }
    throw new IllegalArgumentException(name + " is not a number");
  }

  static TelegramUser user(JsonObject user) {
    // Lenient here alone: which language he is told in is no reason not to deliver.
    var language =
        user.get("language_code") instanceof JsonPrimitive told ? told.getAsString() : "";
    return new TelegramUser(new TelegramUserId(number(user, "id")), language);
  }

  /** A NUL cannot be stored, and no payload of ours has one: recorded all the same. */
  static String storable(String text) {
    return text.replace('\0', '\ufffd');
  }
}
