package dev.starkeeper.db;

import java.util.List;

/** The settings cannot be used. Every fault is told at once, in words and without any secret. */
public final class ConfigurationException extends RuntimeException {
  private final List<String> faults;

  public ConfigurationException(List<String> faults) {
    super(String.join("; ", faults));
    this.faults = List.copyOf(faults);
  }

  /** At least one sentence, each naming its setting. */
  public List<String> faults() {
    return faults;
  }
}
