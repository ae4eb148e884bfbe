package dev.starkeeper.meter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** A counter for each constant of an enum, all there from the beginning, so that a rate has a 0. */
public final class Tally<E extends Enum<E>> {
  private final Map<E, Counter> counters;

  /** {@code label} is whose values the constants are, in lower case. */
  public Tally(MeterRegistry registry, Named named, String label, Class<E> constants) {
    counters = new EnumMap<>(constants);
    for (var constant : constants.getEnumConstants()) {
      var counter =
          Counter.builder(named.name())
              .description(named.meaning())
              .tags(named.tags())
              .tag(label, constant.name().toLowerCase(Locale.ROOT))
              .register(registry);
      counters.put(constant, counter);
    }
  }

  /** What is counted: its name with dots, a sentence, and the labels that all share. */
  public record Named(String name, String meaning, Tags tags) {}

  public void add(E constant) {
    add(constant, 1);
  }

  public void add(E constant, int times) {
    var counter = counters.get(constant);
    if (counter != null) counter.increment(times);
  }
}
