package dev.starkeeper.drill;

import java.time.Duration;
import java.util.List;

/**
 * One line of the table.
 *
 * @param toReach empty where there is nothing to reach
 */
record Figure(String what, String toReach, String measured, boolean isReached) {

  private static final int MOST_SHOWN = 5;

  /** None of {@code measured} may be longer than {@code limit}. */
  static Figure within(Duration limit, String what, List<Duration> measured) {
    var worst = measured.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    return new Figure(
        what,
        "%d s".formatted(limit.toSeconds()),
        spread(measured),
        !measured.isEmpty() && worst.compareTo(limit) <= 0);
  }

  static Figure none(String what, List<String> found) {
    var kinds = String.join("; ", found.stream().distinct().limit(MOST_SHOWN).toList());
    var shown = found.isEmpty() ? "0" : found.size() + ": " + kinds;
    return new Figure(what, "0", shown, found.isEmpty());
  }

  static Figure told(String what, String measured) {
    return new Figure(what, "", measured, true);
  }

  static Figure told(String what, List<Duration> measured) {
    return told(what, spread(measured));
  }

  private static String spread(List<Duration> measured) {
    if (measured.isEmpty()) return "never";
    var sorted = measured.stream().sorted().toList();
    var worst = sorted.getLast().toMillis();
    if (sorted.size() == 1) return worst + " ms";
    var median = sorted.get(sorted.size() / 2).toMillis();
    return "median %d ms, worst %d ms of %d".formatted(median, worst, sorted.size());
  }
}
