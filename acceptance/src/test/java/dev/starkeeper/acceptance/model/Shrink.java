package dev.starkeeper.acceptance.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes a failing list shorter: Zeller's delta debugging, and then one by one. */
final class Shrink {
  private final int most;
  private int tries;

  /** Gives up looking for a shorter one after {@code most} tries. */
  Shrink(int most) {
    this.most = most;
  }

  /**
   * What is left fails as {@code list} does, and mostly without any one of its elements does not.
   */
  <T> List<T> shrink(List<T> list, Predicate<List<T>> fails) {
    var left = list;
    for (var size = Math.max(1, left.size() / 2); ; size = Math.max(1, size / 2)) {
      var shorter = withoutPieces(left, size, fails);
      var same = shorter.size() == left.size();
      left = shorter;
      if (tries >= most || (size == 1 && same)) return left;
    }
  }

  /** From the end: what comes last needs what came before it, and not the other way round. */
  private <T> List<T> withoutPieces(List<T> list, int size, Predicate<List<T>> fails) {
    var left = list;
    for (var from = list.size() - size; from > -size; from -= size) {
      if (tries >= most) return left;
      var shorter = new ArrayList<>(left.subList(0, Math.max(0, from)));
      if (from + size < left.size()) shorter.addAll(left.subList(from + size, left.size()));
      tries++;
      if (fails.test(shorter)) left = shorter;
    }
    return left;
  }
}
