package dev.starkeeper.sandbox.wire;

import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The arguments of one Bot API call, read as leniently as Telegram reads them.
 *
 * <p>Values are kept as the bytes that came, one per character, since not every client sends UTF-8.
 */
public final class Parameters {
  private static final Set<String> TRUE = Set.of("true", "yes", "1");
  private static final Pattern LEADING_NUMBER = Pattern.compile("-?[0-9]{1,18}");

  private final Map<String, String> bytesByName = new HashMap<>();

  /** Keeps the first value of a name; later ones are ignored. */
  void add(String nameBytes, String valueBytes) {
    bytesByName.putIfAbsent(decoded(nameBytes), valueBytes);
  }

  /** The value, or the empty string: Telegram does not tell them apart. */
  public String text(String name) {
    return decoded(bytesByName.getOrDefault(name, ""));
  }

  public String required(String name) {
    var value = text(name);
    if (value.isEmpty()) throw Refusal.badRequest("parameter \"" + name + "\" is required");
    return value;
  }

  public boolean has(String name) {
    return !bytesByName.getOrDefault(name, "").isEmpty();
  }

  public boolean isUtf8(String name) {
    return decodedStrictly(bytesByName.getOrDefault(name, "")).isPresent();
  }

  public boolean flag(String name) {
    return TRUE.contains(text(name).strip().toLowerCase(Locale.ROOT));
  }

  /** Clamped into {@code min..max}; text that is no number is 0. */
  public int integer(String name, int absent, int min, int max) {
    if (!has(name)) return absent;
    return Math.clamp(number(name), min, max);
  }

  /** The number that the text begins with, or 0 where there is none. */
  public long number(String name) {
    var found = LEADING_NUMBER.matcher(text(name));
    return found.lookingAt() ? Long.parseLong(found.group()) : 0;
  }

  /** Of all values together. */
  public int sizeInBytes() {
    return bytesByName.values().stream().mapToInt(String::length).sum();
  }

  /** All of them, as text. */
  public JsonObject toJson() {
    var json = new JsonObject();
    bytesByName.keySet().stream().sorted().forEach(name -> json.addProperty(name, text(name)));
    return json;
  }

  /** Telegram measures a payload in bytes. */
  public int sizeInBytes(String name) {
    return bytesByName.getOrDefault(name, "").length();
  }

  private static String decoded(String bytes) {
    return decodedStrictly(bytes)
        .orElseGet(
            () -> new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
  }

  private static Optional<String> decodedStrictly(String bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
