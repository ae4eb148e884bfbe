package dev.starkeeper.acceptance.model;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What happens, one command after the other.
 *
 * @param seed of the names that the sandbox gives, and of its faults
 */
record Script(long seed, List<Command> commands) {
  private static final String SEED = "# seed ";

  /** Lines that begin with {@code #} are for readers, but for the one that says the seed. */
  static Script parse(String text) {
    var lines = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    var seed =
        lines.stream()
            .filter(line -> line.startsWith(SEED))
            .findFirst()
            .map(line -> Long.parseLong(line.substring(SEED.length())))
            .orElse(0L);
    var commands = lines.stream().filter(line -> !line.startsWith("#")).map(Command::of).toList();
    return new Script(seed, commands);
  }

  Script with(List<Command> others) {
    return new Script(seed, others);
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return commands.stream()
        .map(Command::toString)
        .collect(Collectors.joining("\n", SEED + seed + "\n", "\n"));
  }
}
