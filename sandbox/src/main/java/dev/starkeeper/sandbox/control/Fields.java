package dev.starkeeper.sandbox.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.starkeeper.sandbox.wire.StrictJson;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A JSON object of a control, read strictly: a typing error must not go unnoticed. */
final class Fields {
  private final JsonObject json;
  private final String name;

  /** {@code name} is what the object is called in complaints. */
  Fields(JsonObject json, String name) {
    this.json = json;
    this.name = name;
  }

  static Fields of(String body) {
    return new Fields(parse(body), "the body");
  }

  static JsonObject parse(String body) {
    var json =
        StrictJson.parse(body).orElseThrow(() -> new UnusableControl("The body is not JSON."));
    if (json instanceof JsonObject object) return object;
    throw new UnusableControl("The body is not a JSON object.");
  }

  Fields onlyThese(String... known) {
    var names = Set.of(known);
    json.keySet().stream()
        .filter(field -> !names.contains(field))
        .findFirst()
        .ifPresent(field -> {
          throw new UnusableControl(
              "There is no field \""
                  + field
                  + "\" in "
                  + name
                  + "; there are: "
                  + String.join(", ", known)
                  + ".");
        });
    return this;
  }

  boolean has(String field) {
    return json.has(field);
  }

  String text(String field) {
    return optionalText(field).orElseThrow(() -> missing(field));
  }

  Optional<String> optionalText(String field) {
    if (!json.has(field)) return Optional.empty();
    if (json.get(field) instanceof JsonPrimitive value && value.isString()) {
      return Optional.of(value.getAsString());
    }
    throw wrong(field, "a text");
  }

  long number(String field, long min, long max) {
    return optionalNumber(field, min, max).orElseThrow(() -> missing(field));
  }

  Optional<Long> optionalNumber(String field, long min, long max) {
    if (!json.has(field)) return Optional.empty();
    var wanted = "a whole number from " + min + " to " + max;
    if (!(json.get(field) instanceof JsonPrimitive value) || !value.isNumber()) {
      throw wrong(field, wanted);
    }
    try {
      var number = value.getAsBigDecimal().longValueExact();
      if (number >= min && number <= max) return Optional.of(number);
    } catch (ArithmeticException | NumberFormatException e) {
      throw wrong(field, wanted);
    }
    throw wrong(field, wanted);
  }

  boolean flag(String field) {
    if (!json.has(field)) return false;
    if (json.get(field) instanceof JsonPrimitive value && value.isBoolean()) {
      return value.getAsBoolean();
    }
    throw wrong(field, "true or false");
  }

  Fields object(String field) {
    return optionalObject(field).orElseThrow(() -> missing(field));
  }

  Optional<Fields> optionalObject(String field) {
    if (!json.has(field)) return Optional.empty();
    if (json.get(field) instanceof JsonObject value) {
      return Optional.of(new Fields(value, "\"" + field + "\""));
    }
    throw wrong(field, "an object");
  }

  /** As it stands, to be passed on. */
  Optional<JsonObject> optionalJson(String field) {
    if (!json.has(field)) return Optional.empty();
    if (json.get(field) instanceof JsonObject value) return Optional.of(value);
    throw wrong(field, "an object");
  }

  /** One of these words. */
  String oneOf(String field, List<String> words) {
    var word = text(field);
    if (!words.contains(word)) throw wrong(field, "one of " + String.join(", ", words));
    return word;
  }

  JsonArray array(String field) {
    if (json.get(field) instanceof JsonArray value) return value;
    throw wrong(field, "an array");
  }

  /** Each member of the array, which has to be an object. */
  static Fields member(JsonElement member, String name) {
    if (member instanceof JsonObject object) return new Fields(object, name);
    throw new UnusableControl(name + " is not an object.");
  }

  private UnusableControl missing(String field) {
    return new UnusableControl("The field \"" + field + "\" is missing in " + name + ".");
  }

  private UnusableControl wrong(String field, String wanted) {
    return new UnusableControl(
        "The field \"" + field + "\" in " + name + " is not " + wanted + ".");
  }
}
