package dev.starkeeper.drill;

import dev.starkeeper.launch.CommandLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  /** Throws {@link dev.starkeeper.db.ConfigurationException} with every fault at once. */
  static DrillOptions parse(List<String> words) {
    var line = new CommandLine(words, NAMES);
    var rounds = number(line, "--rounds", USUAL_ROUNDS, MOST_ROUNDS);
    var rate = number(line, "--rate", USUAL_RATE, HIGHEST_RATE);
    var scenarios =
        line.value("--only").map(only -> scenarios(only, line)).orElse(List.of(Scenario.values()));
    line.check();
    return new DrillOptions(scenarios, rounds, rate, line.value("--report").map(Path::of));
  }

  private static List<Scenario> scenarios(String only, CommandLine line) {
    var scenarios = new ArrayList<Scenario>();
    for (var word : only.split(",", -1)) {
      Scenario.called(word)
          .ifPresentOrElse(
              scenarios::add,
              () ->
                  line.complain(
                      "--only: not a drill: " + word + " (there are " + Scenario.words() + ")"));
    }
    return List.copyOf(scenarios);
  }

  private static int number(CommandLine line, String name, int otherwise, int most) {
    var text = line.value(name).orElse(Integer.toString(otherwise));
    if (text.matches("[1-9][0-9]{0,5}") && Integer.parseInt(text) <= most) {
      return Integer.parseInt(text);
    }
    line.complain(name + ": not a whole number from 1 to " + most + ": " + text);
    return otherwise;
  }
}
