package dev.starkeeper.sandbox.wire;

import java.nio.charset.StandardCharsets;

/**
 * Reads a JSON body the way Telegram does: each value stays raw text, strings without their quotes.
 *
 * <p>A body that turns out malformed is no error: what was read before the fault counts.
 */
final class JsonForm {
  private static final int MAX_DEPTH = 100; // Telegram's own

  private final String bytes;
  private int at;

  private JsonForm(String bytes) {
    this.bytes = bytes;
  }

  static void read(String bytes, Parameters into) {
    try {
      new JsonForm(bytes).readObject(into);
    } catch (Malformed _) {
      // The parameters before this point stand.
    }
  }

  private void readObject(Parameters into) throws Malformed {
    skipSpace();
    expect('{');
    skipSpace();
    while (peek() != '}') {
      var name = string();
      skipSpace();
      expect(':');
      skipSpace();
      into.add(name, peek() == '"' ? string() : rawValue());
      skipSpace();
      if (peek() == '}') return;
      expect(',');
      skipSpace();
    }
  }

  private String rawValue() throws Malformed {
    var start = at;
    skipValue(MAX_DEPTH);
    return bytes.substring(start, at);
  }

  private void skipValue(int depth) throws Malformed {
    if (depth == 0) throw new Malformed();
    switch (peek()) {
      case '"' -> string();
      case '{' -> skipMembers(depth, '}');
      case '[' -> skipMembers(depth, ']');
      default -> skipWord();
    }
  }

  private void skipMembers(int depth, char end) throws Malformed {
    at++;
    skipSpace();
    while (peek() != end) {
      if (end == '}') {
        string();
        skipSpace();
        expect(':');
        skipSpace();
      }
      skipValue(depth - 1);
      skipSpace();
      if (peek() == end) break;
      expect(',');
      skipSpace();
    }
    at++;
  }

  /** A number, {@code true}, {@code false} or {@code null}; {@code null} becomes that word. */
  private void skipWord() throws Malformed {
    var start = at;
    while (at < bytes.length() && isWordPart(bytes.charAt(at))) at++;
    var word = bytes.substring(start, at);
    if (!word.matches("true|false|null|[-+0-9.eE]+")) throw new Malformed();
  }

  private static boolean isWordPart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "+-.E".indexOf(c) >= 0;
  }

  private String string() throws Malformed {
    expect('"');
    var result = new StringBuilder();
    while (peek() != '"') {
      var c = bytes.charAt(at++);
      if (c == '\\') escape(result);
      else result.append(c);
    }
    at++;
    return result.toString();
  }

  private void escape(StringBuilder result) throws Malformed {
    var c = peek();
    at++;
    switch (c) {
      case 'b' -> result.append('\b');
      case 'f' -> result.append('\f');
      case 'n' -> result.append('\n');
      case 'r' -> result.append('\r');
      case 't' -> result.append('\t');
      case 'u' -> appendUtf8(result, codePoint());
      default -> result.append(c);
    }
  }

  private int codePoint() throws Malformed {
    var first = (char) hexDigits();
    if (!Character.isSurrogate(first)) return first;
    expect('\\');
    expect('u');
    var second = (char) hexDigits();
    if (!Character.isSurrogatePair(first, second)) throw new Malformed();
    return Character.toCodePoint(first, second);
  }

  private int hexDigits() throws Malformed {
    if (at + 4 > bytes.length()) throw new Malformed();
    var value = 0;
    for (var end = at + 4; at < end; at++) {
      var digit = Character.digit(bytes.charAt(at), 16);
      if (digit < 0) throw new Malformed();
      value = value * 16 + digit;
    }
    return value;
  }

  private static void appendUtf8(StringBuilder result, int codePoint) {
    var utf8 = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
    result.append(new String(utf8, StandardCharsets.ISO_8859_1));
  }

  private char peek() throws Malformed {
    if (at >= bytes.length()) throw new Malformed();
    return bytes.charAt(at);
  }

  private void expect(char c) throws Malformed {
    if (peek() != c) throw new Malformed();
    at++;
  }

  private void skipSpace() {
    while (at < bytes.length() && " \t\r\n".indexOf(bytes.charAt(at)) >= 0) at++;
  }

  private static final class Malformed extends Exception {
    Malformed() {
      super(null, null, false, false);
    }
  }
}
