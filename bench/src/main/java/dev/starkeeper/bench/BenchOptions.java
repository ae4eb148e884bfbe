package dev.starkeeper.bench;

import dev.starkeeper.db.ConfigurationException;
import java.util.ArrayList;
import java.util.List;

/** What the command line asks for: everything, or the scenarios that it names. */
record BenchOptions(List<Scenario> scenarios) {
  /** Throws {@link ConfigurationException} with every fault at once. */
  static BenchOptions parse(List<String> words) {
    var scenarios = new ArrayList<Scenario>();
    var faults = new ArrayList<String>();
    for (var word : words) {
      Scenario.called(word)
          .ifPresentOrElse(
              scenarios::add,
              () -> faults.add("no scenario: " + word + " (there are " + Scenario.words() + ")"));
    }
    if (!faults.isEmpty()) throw new ConfigurationException(faults);
    return new BenchOptions(
        scenarios.isEmpty() ? List.of(Scenario.values()) : List.copyOf(scenarios));
  }

  boolean isEverything() {
    return scenarios.size() == Scenario.values().length;
  }
}
