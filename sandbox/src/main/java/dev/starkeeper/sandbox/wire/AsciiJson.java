package dev.starkeeper.sandbox.wire;

import com.google.gson.JsonElement;
import java.util.HexFormat;

/** JSON as Telegram writes it: in ASCII, everything else as {@code \}{@code uXXXX}. */
final class AsciiJson {
  private static final char LAST_ASCII = 0x7e;

  private AsciiJson() {}

  static String of(JsonElement json) {
    return of(json.toString());
  }

  /** Outside of strings JSON is ASCII already, so the text can be escaped as a whole. */
  static String of(String json) {
    if (json.chars().allMatch(c -> c <= LAST_ASCII)) return json;
    var ascii = new StringBuilder(json.length() + 64);
    for (var i = 0; i < json.length(); i++) {
      var c = json.charAt(i);
      if (c <= LAST_ASCII) ascii.append(c);
      else ascii.append("\\u").append(HexFormat.of().toHexDigits(c));
    }
    return ascii.toString();
  }
}
