package dev.starkeeper.drill;

import dev.starkeeper.db.ConfigurationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param rounds how often somebody is taken away in a scenario
 * @param rate purchases in a second during the rolling restart
 * @param report where the table is written as markdown
 */
record DrillOptions(List<Scenario> scenarios, int rounds, int rate, Optional<Path> report) {
  private static final List<String> NAMES = List.of("--only", "--rounds", "--rate", "--report");
  private static final int USUAL_ROUNDS = 5;
  private static final int MOST_ROUNDS = 1000;
  private static final int USUAL_RATE = 50;
  private static final int HIGHEST_RATE = 1000;

  /** Throws {@link ConfigurationException} with every fault at once. */
  static DrillOptions parse(List<String> words) {
    var faults = new ArrayList<String>();
    var values = pairs(words, faults);
    var rounds = number(values, "--rounds", USUAL_ROUNDS, MOST_ROUNDS, faults);
    var rate = number(values, "--rate", USUAL_RATE, HIGHEST_RATE, faults);
    var scenarios = scenarios(values.get("--only"), faults);
    if (!faults.isEmpty()) throw new ConfigurationException(faults);
    return new DrillOptions(
        scenarios, rounds, rate, Optional.ofNullable(values.get("--report")).map(Path::of));
  }

  private static Map<String, String> pairs(List<String> words, List<String> faults) {
    var values = new HashMap<String, String>();
    for (var i = 0; i < words.size(); i += 2) {
      var name = words.get(i);
      if (!NAMES.contains(name)) {
        faults.add("not an option: " + name + " (there are " + String.join(" ", NAMES) + ")");
      } else if (i + 1 == words.size()) {
        faults.add(name + " has no value");
      } else if (values.put(name, words.get(i + 1)) != null) {
        faults.add(name + " is there twice");
      }
    }
    return values;
  }

  private static List<Scenario> scenarios(@Nullable String only, List<String> faults) {
    if (only == null) return List.of(Scenario.values());
    var scenarios = new ArrayList<Scenario>();
    for (var word : only.split(",", -1)) {
      Scenario.called(word)
          .ifPresentOrElse(
              scenarios::add,
              () ->
                  faults.add(
                      "--only: not a drill: " + word + " (there are " + Scenario.words() + ")"));
    }
    return List.copyOf(scenarios);
  }

  private static int number(
      Map<String, String> values, String name, int otherwise, int most, List<String> faults) {
    var text = values.getOrDefault(name, Integer.toString(otherwise));
    if (text.matches("[1-9][0-9]{0,5}") && Integer.parseInt(text) <= most) {
      return Integer.parseInt(text);
    }
    faults.add(name + ": not a whole number from 1 to " + most + ": " + text);
    return otherwise;
  }
}
