package dev.starkeeper.doctor;

import dev.starkeeper.model.BotId;
import java.util.Optional;

/**
 * What one check found.
 *
 * @param bot empty if it is about none in particular
 * @param words a line's rest
 * @param advice what to do, in a sentence; empty if nothing is to be done
 */
record Finding(Optional<BotId> bot, String check, Level level, String words, String advice) {
  /** From best to worst. */
  enum Level {
    OK,
    WARNING,
    TROUBLE
  }

  static Finding ok(String check, String words) {
    return new Finding(Optional.empty(), check, Level.OK, words, "");
  }

  static Finding warning(String check, String words, String advice) {
    return new Finding(Optional.empty(), check, Level.WARNING, words, advice);
  }

  static Finding trouble(String check, String words, String advice) {
    return new Finding(Optional.empty(), check, Level.TROUBLE, words, advice);
  }

  Finding of(BotId about) {
    return new Finding(Optional.of(about), check, level, words, advice);
  }
}
