package dev.starkeeper.sandbox.stars;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What became of Stars that were withdrawn to Fragment; pending may become either other. */
public enum WithdrawalOutcome {
  PENDING,
  SUCCEEDED,
  FAILED;

  public String fieldName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<WithdrawalOutcome> named(String name) {
    return Arrays.stream(values()).filter(outcome -> outcome.fieldName().equals(name)).findFirst();
  }
}
