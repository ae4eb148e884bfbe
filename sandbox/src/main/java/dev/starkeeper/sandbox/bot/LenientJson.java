package dev.starkeeper.sandbox.bot;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import org.jspecify.annotations.Nullable;

/** Reads fields that may be missing or of any type. */
final class LenientJson {
  private LenientJson() {}

  /** 0 unless there is a whole number. */
  static long number(JsonObject object, String field) {
    if (!(object.get(field) instanceof JsonPrimitive value) || !value.isNumber()) return 0;
    try {
      return value.getAsBigDecimal().longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      return 0;
    }
  }

  /** Empty unless {@code object} is one and has that text. */
  static String text(@Nullable JsonElement object, String field) {
    return object instanceof JsonObject fields
            && fields.get(field) instanceof JsonPrimitive value
            && value.isString()
        ? value.getAsString()
        : "";
  }
}
