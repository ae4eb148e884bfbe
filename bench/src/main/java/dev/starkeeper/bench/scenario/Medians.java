package dev.starkeeper.bench.scenario;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The one in the middle: one bad moment of the machine does not move it. */
final class Medians {
  private Medians() {}

  static <T> double of(List<T> runs, ToDoubleFunction<T> figure) {
    var sorted = runs.stream().mapToDouble(figure).sorted().toArray();
    var middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
