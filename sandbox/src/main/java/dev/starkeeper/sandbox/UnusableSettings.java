package dev.starkeeper.sandbox;

import java.util.List;

/** The environment holds settings that cannot be used: one sentence for each. */
final class UnusableSettings extends RuntimeException {
  private final List<String> faults;

  UnusableSettings(List<String> faults) {
    super(String.join("; ", faults));
    this.faults = List.copyOf(faults);
  }

  List<String> faults() {
    return faults;
  }
}
