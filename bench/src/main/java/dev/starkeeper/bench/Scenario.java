package dev.starkeeper.bench;

import dev.starkeeper.bench.scenario.Backlog;
import dev.starkeeper.bench.scenario.BurstOfBuyers;
import dev.starkeeper.bench.scenario.Buy;
import dev.starkeeper.bench.scenario.Figure;
import dev.starkeeper.bench.scenario.Functions;
import dev.starkeeper.bench.scenario.Growth;
import dev.starkeeper.bench.scenario.Limits;
import dev.starkeeper.bench.scenario.Mint;
import dev.starkeeper.bench.scenario.PreCheckouts;
import dev.starkeeper.bench.scenario.Stage;
import dev.starkeeper.bench.scenario.Starts;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be measured, in the words of the command line. */
enum Scenario {
  MINT("mint"),
  PURCHASE("purchase"),
  BURST("burst"),
  RECORD("record"),
  PRE_CHECKOUT("pre-checkout"),
  GROWTH("growth"),
  START("start"),
  LIMITS("limits"),
  FUNCTIONS("functions");

  private final String word;

  Scenario(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  static Optional<Scenario> called(String word) {
    return Arrays.stream(values()).filter(scenario -> scenario.word.equals(word)).findFirst();
  }

  static String words() {
    return Arrays.stream(values()).map(Scenario::word).collect(Collectors.joining(", "));
  }

  List<Figure> play(Stage stage) throws IOException {
    return switch (this) {
      case MINT -> new Mint(stage).play();
      case PURCHASE -> new Buy(stage).play();
      case BURST -> new BurstOfBuyers(stage).play();
      case RECORD -> new Backlog(stage).play();
      case PRE_CHECKOUT -> new PreCheckouts(stage).play();
      case GROWTH -> new Growth(stage).play();
      case START -> new Starts(stage).play();
      case LIMITS -> new Limits(stage).play();
      case FUNCTIONS -> new Functions(stage).play();
    };
  }
}
