package dev.starkeeper.model;

import java.time.Instant;

/** What Telegram said a bot has. */
public sealed interface BalanceReading {
  record NotYet() implements BalanceReading {}

  /** {@code at} is when its list was read too. */
  record Told(StarAmount balance, Instant at) implements BalanceReading {}
}
