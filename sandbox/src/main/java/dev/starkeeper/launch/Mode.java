package dev.starkeeper.launch;

import dev.starkeeper.db.ConfigurationException;
import java.util.List;

/** What the command line asks for. */
enum Mode {
  DEMO,
  DEMO_BUY,
  /** For {@code deploy/rehearse}. */
  REHEARSE,
  UP;

  /** Throws {@link ConfigurationException} for anything that is not a command. */
  static Mode of(List<String> words) {
    if (words.equals(List.of("demo"))) return DEMO;
    if (words.equals(List.of("demo", "--buy"))) return DEMO_BUY;
    if (words.equals(List.of("rehearse"))) return REHEARSE;
    if (words.equals(List.of("up"))) return UP;
    throw new ConfigurationException(
        List.of("not a command: " + String.join(" ", words) + " (see ./starkeeper help)"));
  }
}
