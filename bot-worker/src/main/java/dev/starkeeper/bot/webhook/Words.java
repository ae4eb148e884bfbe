package dev.starkeeper.bot.webhook;

import java.nio.charset.StandardCharsets;

/** What a stranger's server sent, made fit for a table and for a person's eyes. */
final class Words {
  private static final int MOST_BYTES = 1024;
  private static final int MOST_OF_ERROR = 300;

  private Words() {}

  /** How a body begins, in at most 1,024 bytes, without what would move a terminal's cursor. */
  static String ofBody(byte[] body) {
    var text = clean(new String(body, StandardCharsets.UTF_8));
    var bytes = 0;
    for (var at = 0; at < text.length(); ) {
      var point = text.codePointAt(at);
      bytes += Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MOST_BYTES) return text.substring(0, at);
      at += Character.charCount(point);
    }
    return text;
  }

  static String ofError(String message) {
    var text = clean(message).strip();
    if (text.isEmpty()) return "no reason given";
    if (text.length() <= MOST_OF_ERROR) return text;
    var end = MOST_OF_ERROR - (Character.isHighSurrogate(text.charAt(MOST_OF_ERROR - 1)) ? 1 : 0);
    return text.substring(0, end);
  }

  private static String clean(String text) {
    var clean = new StringBuilder(text.length());
    text.codePoints().map(c -> isForPeople(c) ? c : ' ').forEach(clean::appendCodePoint);
    return clean.toString();
  }

  private static boolean isForPeople(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c == '\n' || c == '\t';
      case Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE ->
          false;
      default -> true;
    };
  }
}
