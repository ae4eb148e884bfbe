package dev.starkeeper.drill;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be drilled, by the names of the command line. */
enum Scenario {
  KILL("kill"),
  FREEZE("freeze"),
  CUT_OFF("cut-off"),
  RESTART("restart"),
  FIFTY_BOTS("fifty-bots");

  private final String word;

  Scenario(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  static Optional<Scenario> called(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }

  /** All names, separated by spaces. */
  static String words() {
    return Arrays.stream(values()).map(Scenario::word).collect(Collectors.joining(" "));
  }
}
