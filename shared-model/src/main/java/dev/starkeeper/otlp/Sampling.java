package dev.starkeeper.otlp;

import java.util.List;

/**
 * Which traces are told.
 *
 * @param name as OpenTelemetry calls it
 * @param share of all, from 0 to 1, where the name asks for one
 */
public record Sampling(String name, double share) {
  static final String PARENT = "parentbased_";
  static final Sampling STANDARD = new Sampling(PARENT + "always_on", 1);

  private static final List<String> ROOTS = List.of("always_on", "always_off", "traceidratio");

  static String parseName(String text) {
    if (ROOTS.contains(text.startsWith(PARENT) ? text.substring(PARENT.length()) : text)) {
      return text;
    }
    var own = String.join(", ", ROOTS);
    throw new IllegalArgumentException(
        "not one of " + own + ", or one of them after " + PARENT + ": " + text);
  }

  static double parseShare(String text) {
    try {
      var share = Double.parseDouble(text);
      if (share >= 0 && share <= 1) return share;
    } catch (NumberFormatException e) {
      // Told below, in the same words as a number out of range.
    }
    throw new IllegalArgumentException("not a number from 0 to 1: " + text);
  }
}
