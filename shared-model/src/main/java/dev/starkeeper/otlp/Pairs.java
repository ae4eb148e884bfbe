package dev.starkeeper.otlp;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** OpenTelemetry's way to write several values in one setting. */
final class Pairs {
  private static final Pattern HEADER = Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]*");
  // Java's client sets them itself and takes no others.
  private static final List<String> RESERVED =
      List.of("connection", "content-length", "expect", "host", "upgrade");

  private Pairs() {}

  /** With names in lower case, that may be sent. */
  static Map<String, String> parseHeaders(String text) {
    var headers = new LinkedHashMap<String, String>();
    parse(text).forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    headers.forEach((name, value) -> {
      if (!HEADER.matcher(name).matches() || RESERVED.contains(name)) {
        throw new IllegalArgumentException("one of the names is not that of a header to send");
      }
      if (!PRINTABLE.matcher(value).matches()) {
        throw new IllegalArgumentException("the value of " + name + " cannot be sent");
      }
    });
    return headers;
  }

  /** Its words hold no part of the text: it may be a secret. */
  static Map<String, String> parse(String text) {
    var pairs = new LinkedHashMap<String, String>();
    for (var pair : text.split(",", -1)) {
      if (pair.isBlank()) continue;
      var parts = pair.split("=", 2);
      if (parts.length < 2 || parts[0].isBlank()) {
        throw new IllegalArgumentException("not of the form name=value,name=value");
      }
      pairs.put(parts[0].strip(), decoded(parts[1].strip()));
    }
    return pairs;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a value has a % that is no escape", e);
    }
  }
}
