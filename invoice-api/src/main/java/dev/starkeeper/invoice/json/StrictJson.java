package dev.starkeeper.invoice.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads one JSON object and nothing after it. Refuses what parsers disagree on: names that occur
 * twice, text that is not UTF-8, lone surrogates, and what only a lenient reader takes.
 */
public final class StrictJson {
  private static final int DEEPEST = 8; // nothing we take nests deeper than two

  private StrictJson() {}

  /** Throws {@link IllegalArgumentException} with words for whoever sent it. */
  public static JsonObject object(byte[] utf8) {
    return object(decoded(utf8));
  }

  /** As {@link #object(byte[])}, of text that was decoded already. */
  public static JsonObject object(String text) {
    try (var reader = new JsonReader(new StringReader(text))) {
      reader.setStrictness(Strictness.STRICT);
      if (reader.peek() != JsonToken.BEGIN_OBJECT) {
        throw new IllegalArgumentException("the JSON is not an object");
      }
      var object = object(reader, 1);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new IllegalArgumentException("something follows the JSON object");
      }
      return object;
    } catch (EOFException | MalformedJsonException e) {
      throw new IllegalArgumentException("not well-formed JSON", e);
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot be read", e);
    }
  }

  private static String decoded(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("not UTF-8", e);
    }
  }

  private static JsonElement element(JsonReader reader, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("nested deeper than " + DEEPEST + " levels");
    }
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object(reader, depth);
      case BEGIN_ARRAY -> array(reader, depth);
      case STRING -> new JsonPrimitive(wellFormed(reader.nextString()));
      case NUMBER -> new JsonPrimitive(number(reader.nextString()));
      case BOOLEAN -> new JsonPrimitive(reader.nextBoolean());
      case NULL -> {
        reader.nextNull();
        yield JsonNull.INSTANCE;
      }
      case END_OBJECT, END_ARRAY, NAME, END_DOCUMENT ->
          throw new IllegalArgumentException("not well-formed JSON");
    };
  }

  private static JsonObject object(JsonReader reader, int depth) throws IOException {
    var object = new JsonObject();
    reader.beginObject();
    while (reader.hasNext()) {
      var name = wellFormed(reader.nextName());
      if (object.has(name)) {
        throw new IllegalArgumentException("the field " + shortened(name) + " is there twice");
      }
      object.add(name, element(reader, depth + 1));
    }
    reader.endObject();
    return object;
  }

  private static JsonArray array(JsonReader reader, int depth) throws IOException {
    var array = new JsonArray();
    reader.beginArray();
    while (reader.hasNext()) array.add(element(reader, depth + 1));
    reader.endArray();
    return array;
  }

  /** Whole numbers are told by their spelling: {@code 1.0} and {@code 1e0} are none. */
  private static Number number(String text) {
    try {
      return text.matches("-?[0-9]+") ? new BigInteger(text) : new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("a number is out of all bounds", e);
    }
  }

  /** An escape such as {@code \ud800} alone is no character: it could not be stored as UTF-8. */
  private static String wellFormed(String text) {
    if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) return text;
    throw new IllegalArgumentException("a string holds half a surrogate pair");
  }

  static String shortened(String name) {
    return name.length() <= 64 ? name : name.substring(0, 64) + "…";
  }
}
