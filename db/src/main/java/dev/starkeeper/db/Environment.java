package dev.starkeeper.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A process's settings as they are being read. Each read gives a {@link Supplier} that may be asked
 * after {@link #check()} has passed; until then faults are gathered, so that all are told at once.
 */
public final class Environment {
  private static final Duration LONGEST = Duration.ofDays(366); // what is longer is a typing error

  private final Map<String, String> variables;
  private final List<String> faults = new ArrayList<>();

  public Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /** {@code parse} throws {@link IllegalArgumentException} with words that hold no secret. */
  public <T> Supplier<T> required(String name, Function<String, T> parse) {
    return text(name)
        .map(value -> parsed(name, value, parse))
        .orElseGet(() -> {
          faults.add(name + " is not set");
          return missing(name);
        });
  }

  /**
   * Either of two settings: both are a fault, and without any it is {@code name} that is missed.
   */
  public <T> Supplier<T> requiredEither(
      String name, Function<String, T> parse, String other, Function<String, T> parseOther) {
    if (text(other).isEmpty()) return required(name, parse);
    if (text(name).isPresent()) faults.add(name + " and " + other + " are both set");
    return required(other, parseOther);
  }

  /** As {@link #required}, with a value for when it is not set or blank. */
  public <T> Supplier<T> optional(String name, Function<String, T> parse, T otherwise) {
    return text(name).map(value -> parsed(name, value, parse)).orElse(() -> otherwise);
  }

  /** An ISO-8601 duration such as {@code PT1H}, greater than zero, at most 366 days. */
  public Supplier<Duration> duration(String name, Duration otherwise) {
    return optional(name, Environment::positiveDuration, otherwise);
  }

  /** A whole number from {@code least} to {@code most}. */
  public Supplier<Integer> integer(String name, int otherwise, int least, int most) {
    return optional(name, value -> integerIn(value, least, most), otherwise);
  }

  /** {@code true} or {@code false}. */
  public Supplier<Boolean> flag(String name, boolean otherwise) {
    return optional(name, Environment::trueOrFalse, otherwise);
  }

  /** The variable's text, or that of the file which {@code NAME_FILE} names; blank is not set. */
  public Optional<String> text(String name) {
    var direct = variables.getOrDefault(name, "").strip();
    var file = variables.getOrDefault(name + "_FILE", "").strip();
    if (!direct.isEmpty() && !file.isEmpty()) {
      faults.add(name + " and " + name + "_FILE are both set");
    }
    if (!direct.isEmpty() || file.isEmpty()) return Optional.of(direct).filter(t -> !t.isEmpty());
    try {
      return Optional.of(Files.readString(Path.of(file)).strip()).filter(t -> !t.isEmpty());
    } catch (IOException | IllegalArgumentException e) {
      faults.add(name + "_FILE cannot be read: " + file);
      return Optional.of("");
    }
  }

  /** Adds a fault that no single value shows. */
  public void complain(String fault) {
    faults.add(fault);
  }

  /** Throws if anything was at fault. */
  public void check() {
    // The log's two settings are read by logback itself; here they are only judged.
    optional("LOG_FORMAT", value -> oneOf(value, List.of("text", "json")), "text");
    optional(
        "LOG_LEVEL",
        value -> oneOf(value, List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR")),
        "INFO");
    if (!faults.isEmpty()) throw new ConfigurationException(faults);
  }

  private <T> Supplier<T> parsed(String name, String value, Function<String, T> parse) {
    if (value.isEmpty()) return missing(name); // a file that could not be read: told already
    try {
      var parsed = parse.apply(value);
      return () -> parsed;
    } catch (IllegalArgumentException e) {
      faults.add(name + ": " + e.getMessage());
      return missing(name);
    }
  }

  private static <T> Supplier<T> missing(String name) {
    return () -> {
      throw new IllegalStateException(name + " was asked for though the settings are at fault");
    };
  }

  private static Duration positiveDuration(String value) {
    try {
      var duration = Duration.parse(value);
      if (duration.isPositive() && duration.compareTo(LONGEST) <= 0) return duration;
    } catch (DateTimeParseException e) {
      // Told below, in the same words as a duration that is not positive.
    }
    throw new IllegalArgumentException(
        "not an ISO-8601 duration above zero and up to a year, such as PT1H: " + value);
  }

  private static int integerIn(String value, int least, int most) {
    try {
      var number = Integer.parseInt(value);
      if (least <= number && number <= most) return number;
    } catch (NumberFormatException e) {
      // Told below, in the same words as a number out of range.
    }
    throw new IllegalArgumentException(
        "not a whole number from " + least + " to " + most + ": " + value);
  }

  private static boolean trueOrFalse(String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false: " + value);
    };
  }

  private static String oneOf(String value, List<String> known) {
    if (known.contains(value)) return value;
    throw new IllegalArgumentException("not one of " + String.join(", ", known) + ": " + value);
  }
}
