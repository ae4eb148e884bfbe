package dev.starkeeper.bench.scenario;

import java.util.Locale;

/**
 * One line of the table.
 *
 * @param other what ours is held against: the peer's, or what is possible
 * @param ratio of ours to that
 */
public record Figure(String what, String ours, String other, double ratio, Goal goal) {
  /** What the ratio is to be. */
  public sealed interface Goal {
    /** It is only told. */
    record None() implements Goal {}

    record AtLeast(double ratio) implements Goal {}

    record AtMost(double ratio) implements Goal {}
  }

  public static final Goal NONE = new Goal.None();

  public boolean isMissed() {
    return switch (goal) {
      case Goal.None _ -> false;
      case Goal.AtLeast(var least) -> !(ratio >= least);
      case Goal.AtMost(var most) -> !(ratio <= most);
    };
  }

  public String goalText() {
    return switch (goal) {
      case Goal.None _ -> "";
      case Goal.AtLeast(var least) -> "≥ " + number(least);
      case Goal.AtMost(var most) -> "≤ " + number(most);
    };
  }

  public String ratioText() {
    return number(ratio);
  }

  /** More is better. */
  static Figure rate(String what, double ours, double other, Goal goal) {
    return new Figure(what + ", a second", number(ours), number(other), ours / other, goal);
  }

  /** Less is better. */
  static Figure millis(String what, double ours, double other, Goal goal) {
    return new Figure(what + ", ms", number(ours), number(other), ours / other, goal);
  }

  /** Less is better. */
  static Figure megabytes(String what, double ours, double other, Goal goal) {
    return new Figure(what + ", MB", number(ours), number(other), ours / other, goal);
  }

  /** Held against nothing. */
  static Figure told(String what, double value) {
    return new Figure(what, number(value), "", Double.NaN, NONE);
  }

  /** With as many digits as tell anything. */
  static String number(double value) {
    if (Double.isNaN(value)) return "–";
    if (value >= 100) return String.format(Locale.ROOT, "%,.0f", value);
    return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
  }
}
