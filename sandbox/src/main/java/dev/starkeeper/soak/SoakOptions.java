package dev.starkeeper.soak;

import dev.starkeeper.launch.CommandLine;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the command line asks for.
 *
 * @param length all of it but the settling at the end
 * @param rate purchases in a second
 * @param report where the table is written as markdown
 */
record SoakOptions(
    Duration length, double rate, long seed, Duration killEvery, Optional<Path> report) {
  private static final BigDecimal MOST_MINUTES = BigDecimal.valueOf(1440); // a day
  // Below that, nothing is ever up for long enough to be worth a kill.
  private static final BigDecimal LEAST_KILL_SECONDS = new BigDecimal("0.2");
  private static final BigDecimal MOST_KILL_SECONDS = BigDecimal.valueOf(3600);
  private static final BigDecimal MOST_RATE = BigDecimal.valueOf(200); // one machine, one sandbox
  private static final BigDecimal MILLIS_PER_MINUTE = BigDecimal.valueOf(60_000);
  private static final BigDecimal MILLIS_PER_SECOND = BigDecimal.valueOf(1000);
  private static final List<String> NAMES =
      List.of("--minutes", "--rate", "--seed", "--kill-every", "--report");

  /**
   * Reads {@code --name value} pairs; {@code seed} is used unless one is given.
   *
   * @throws dev.starkeeper.db.ConfigurationException with every fault at once
   */
  static SoakOptions parse(List<String> words, long seed) {
    var line = new CommandLine(words, NAMES);
    var minutes = number(line, "--minutes", "10", new BigDecimal("0.2"), MOST_MINUTES);
    var rate = number(line, "--rate", "5", new BigDecimal("0.1"), MOST_RATE);
    var kill = number(line, "--kill-every", "1.2", LEAST_KILL_SECONDS, MOST_KILL_SECONDS);
    var ownSeed = read(line, "--seed", Long.toString(seed), Long::valueOf, "not a whole number");
    var report = line.value("--report").map(Path::of);
    report
        .filter(path -> !canBeWritten(path))
        .ifPresent(path -> line.complain("--report: no file can be made there: " + path));
    line.check();
    return new SoakOptions(
        Duration.ofMillis(minutes.multiply(MILLIS_PER_MINUTE).longValue()),
        rate.doubleValue(),
        ownSeed,
        Duration.ofMillis(kill.multiply(MILLIS_PER_SECOND).longValue()),
        report);
  }

  private static BigDecimal number(
      CommandLine line, String name, String otherwise, BigDecimal least, BigDecimal most) {
    var wanted = "not a number from " + least + " to " + most;
    var number = read(line, name, otherwise, BigDecimal::new, wanted);
    if (least.compareTo(number) <= 0 && number.compareTo(most) <= 0) return number;
    line.complain(name + ": " + wanted + ": " + number);
    return number;
  }

  private static <T> T read(
      CommandLine line, String name, String otherwise, Function<String, T> parse, String wanted) {
    var text = line.value(name).orElse(otherwise);
    try {
      return parse.apply(text);
    } catch (NumberFormatException e) {
      line.complain(name + ": " + wanted + ": " + text);
      return parse.apply(otherwise);
    }
  }

  private static boolean canBeWritten(Path path) {
    var directory = path.toAbsolutePath().getParent();
    return directory != null && Files.isWritable(directory) && !Files.isDirectory(path);
  }
}
