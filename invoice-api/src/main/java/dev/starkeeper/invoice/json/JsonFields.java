package dev.starkeeper.invoice.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A JSON object's fields by type. Each fault is an {@link IllegalArgumentException} that names its
 * field; {@code null} is a value of the wrong type, not an absent one.
 */
public final class JsonFields {
  private static final Pattern INSTANT =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?"
              + "(Z|[+-][0-9]{2}:[0-9]{2})");

  private final JsonObject object;

  public JsonFields(JsonObject object) {
    this.object = object;
  }

  /** Refuses a field that is none of these, so that a misspelt one is not taken for absent. */
  public void allow(Set<String> names) {
    for (var name : others(names)) throw new IllegalArgumentException("unknown field: " + name);
  }

  /** The fields that are none of these, as they may be shown. */
  public List<String> others(Set<String> names) {
    return object.keySet().stream()
        .filter(name -> !names.contains(name))
        .map(StrictJson::shortened)
        .toList();
  }

  public boolean has(String name) {
    return object.has(name);
  }

  public String text(String name) {
    return optionalText(name).orElseThrow(() -> missing(name));
  }

  public Optional<String> optionalText(String name) {
    return value(name)
        .map(value -> {
          if (value instanceof JsonPrimitive text && text.isString()) return text.getAsString();
          throw new IllegalArgumentException(name + " is not a string");
        });
  }

  /** A list of strings, no more than {@code most}. */
  public Optional<List<String>> optionalTexts(String name, int most) {
    return value(name)
        .map(value -> {
          if (value instanceof JsonArray list && list.size() <= most && isAllText(list)) {
            return list.asList().stream().map(JsonElement::getAsString).toList();
          }
          throw new IllegalArgumentException(
              name + " is not a list of at most " + most + " strings");
        });
  }

  private static boolean isAllText(JsonArray list) {
    return list.asList().stream()
        .allMatch(one -> one instanceof JsonPrimitive text && text.isString());
  }

  /** Digits alone: neither a fraction, nor an exponent, nor a string of digits. */
  public long wholeNumber(String name, long least, long most) {
    return optionalWholeNumber(name, least, most).orElseThrow(() -> missing(name));
  }

  /** As {@link #wholeNumber}, where it may be missing. */
  public Optional<Long> optionalWholeNumber(String name, long least, long most) {
    return value(name)
        .map(value -> {
          if (value instanceof JsonPrimitive number
              && number.isNumber()
              && number.getAsNumber() instanceof BigInteger whole
              && whole.bitLength() < Long.SIZE
              && least <= whole.longValue()
              && whole.longValue() <= most) {
            return whole.longValue();
          }
          throw new IllegalArgumentException(
              name + " is not a whole number from " + least + " to " + most);
        });
  }

  /** As RFC 3339 has it, before the year 10000; read to the millisecond. */
  public Optional<Instant> optionalInstant(String name) {
    return optionalText(name)
        .map(text -> {
          if (INSTANT.matcher(text).matches()) {
            try {
              return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
            } catch (DateTimeParseException e) {
              // Told below: it looks like one, and is none.
            }
          }
          throw new IllegalArgumentException(
              name + " is not an instant such as 2030-12-31T23:59:59Z");
        });
  }

  public boolean flag(String name, boolean otherwise) {
    return value(name)
        .map(value -> {
          if (value instanceof JsonPrimitive flag && flag.isBoolean()) return flag.getAsBoolean();
          throw new IllegalArgumentException(name + " is neither true nor false");
        })
        .orElse(otherwise);
  }

  private Optional<JsonElement> value(String name) {
    return Optional.ofNullable(object.get(name));
  }

  private static IllegalArgumentException missing(String name) {
    return new IllegalArgumentException(name + " is missing");
  }
}
