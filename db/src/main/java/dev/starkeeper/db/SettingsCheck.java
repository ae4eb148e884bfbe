package dev.starkeeper.db;

/**
 * A process that can say whether it would run with some settings. Whoever asks finds them by {@link
 * java.util.ServiceLoader}, since the processes do not know each other.
 */
public interface SettingsCheck {
  /** The process's name. */
  String process();

  /** Throws {@link ConfigurationException} with all faults at once. */
  void check(Environment environment);
}
