package dev.starkeeper.soak;

import dev.starkeeper.db.ConfigurationException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
   * @throws ConfigurationException with every fault at once
   */
  static SoakOptions parse(List<String> words, long seed) {
    var faults = new ArrayList<String>();
    var values = pairs(words, faults);
    var minutes = number(values, "--minutes", "10", new BigDecimal("0.2"), MOST_MINUTES, faults);
    var rate = number(values, "--rate", "5", new BigDecimal("0.1"), MOST_RATE, faults);
    var kill = number(values, "--kill-every", "1.2", LEAST_KILL_SECONDS, MOST_KILL_SECONDS, faults);
    var ownSeed =
        read(values, "--seed", Long.toString(seed), Long::valueOf, "not a whole number", faults);
    var report = Optional.ofNullable(values.get("--report")).map(Path::of);
    report
        .filter(path -> !canBeWritten(path))
        .ifPresent(path -> faults.add("--report: no file can be made there: " + path));
    if (!faults.isEmpty()) throw new ConfigurationException(faults);
    return new SoakOptions(
        Duration.ofMillis(minutes.multiply(MILLIS_PER_MINUTE).longValue()),
        rate.doubleValue(),
        ownSeed,
        Duration.ofMillis(kill.multiply(MILLIS_PER_SECOND).longValue()),
        report);
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

  private static BigDecimal number(
      Map<String, String> values,
      String name,
      String otherwise,
      BigDecimal least,
      BigDecimal most,
      List<String> faults) {
    var wanted = "not a number from " + least + " to " + most;
    var number = read(values, name, otherwise, BigDecimal::new, wanted, faults);
    if (least.compareTo(number) <= 0 && number.compareTo(most) <= 0) return number;
    faults.add(name + ": " + wanted + ": " + number);
    return number;
  }

  private static <T> T read(
      Map<String, String> values,
      String name,
      String otherwise,
      Function<String, T> parse,
      String wanted,
      List<String> faults) {
    try {
      return parse.apply(values.getOrDefault(name, otherwise));
    } catch (NumberFormatException e) {
      faults.add(name + ": " + wanted + ": " + values.get(name));
      return parse.apply(otherwise);
    }
  }

  private static boolean canBeWritten(Path path) {
    var directory = path.toAbsolutePath().getParent();
    return directory != null && Files.isWritable(directory) && !Files.isDirectory(path);
  }
}
