package dev.starkeeper.sandbox.wire;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;

/** Reads JSON by the letter of RFC 8259; Gson's ordinary parser takes any word for a text. */
public final class StrictJson {
  private StrictJson() {}

  /** Empty where {@code text} is no JSON. */
  public static Optional<JsonElement> parse(String text) {
    var reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    try {
      var json = JsonParser.parseReader(reader);
      return reader.peek() == JsonToken.END_DOCUMENT ? Optional.of(json) : Optional.empty();
    } catch (JsonParseException | IOException e) {
      return Optional.empty();
    }
  }
}
