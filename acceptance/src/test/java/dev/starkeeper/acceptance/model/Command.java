package dev.starkeeper.acceptance.model;

import java.util.List;

/** One line of a script: what is done, and with what. */
record Command(String verb, List<String> arguments) {
  static Command of(String line) {
    var words = List.of(line.strip().split(" +", -1));
    return new Command(words.getFirst(), words.subList(1, words.size()));
  }

  String word(int place) {
    if (place < arguments.size()) return arguments.get(place);
    throw new IllegalArgumentException("an argument is missing: " + this);
  }

  int number(int place) {
    return Integer.parseInt(word(place));
  }

  /** As {@link #of} reads it. */
  @Override
  public String toString() {
    return arguments.isEmpty() ? verb : verb + " " + String.join(" ", arguments);
  }
}
