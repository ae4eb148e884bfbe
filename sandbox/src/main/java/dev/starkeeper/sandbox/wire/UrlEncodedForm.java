package dev.starkeeper.sandbox.wire;

/** Reads {@code a=1&b=2}, from an address or from a body. */
final class UrlEncodedForm {
  private UrlEncodedForm() {}

  static void read(String bytes, Parameters into) {
    var from = 0;
    while (from < bytes.length()) {
      var end = bytes.indexOf('&', from);
      if (end < 0) end = bytes.length();
      var pair = bytes.substring(from, end);
      var equals = pair.indexOf('=');
      var name = equals < 0 ? pair : pair.substring(0, equals);
      var value = equals < 0 ? "" : pair.substring(equals + 1);
      into.add(unescaped(name, ' '), unescaped(value, ' '));
      from = end + 1;
    }
  }

  /** A {@code %} without two hexadecimal digits after it stands for itself. */
  static String unescaped(String bytes, char plus) {
    var result = new StringBuilder(bytes.length());
    for (var i = 0; i < bytes.length(); i++) {
      var c = bytes.charAt(i);
      if (c == '%' && i + 2 < bytes.length() && isEscape(bytes, i)) {
        result.append((char) Integer.parseInt(bytes, i + 1, i + 3, 16));
        i += 2;
      } else {
        result.append(c == '+' ? plus : c);
      }
    }
    return result.toString();
  }

  private static boolean isEscape(String bytes, int percent) {
    return Character.digit(bytes.charAt(percent + 1), 16) >= 0
        && Character.digit(bytes.charAt(percent + 2), 16) >= 0;
  }
}
