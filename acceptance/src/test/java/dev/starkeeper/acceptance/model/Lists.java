package dev.starkeeper.acceptance.model;

import java.util.List;
import java.util.Optional;

/** Finds what a script's numbers mean. */
final class Lists {
  private Lists() {}

  /** Counted round and round, so that a number still means something in a shorter script. */
  static <T> Optional<T> at(List<T> list, int number) {
    return list.isEmpty()
        ? Optional.empty()
        : Optional.of(list.get(Math.floorMod(number, list.size())));
  }
}
