package dev.starkeeper.model;

import java.time.Duration;
import java.time.Instant;

/** Whether a charge is one of a subscription's months. */
public sealed interface Recurrence {
  /** The only {@code subscription_period} there is. */
  Duration MONTH = Duration.ofDays(30);

  /** One charge, one delivery. */
  record None() implements Recurrence {}

  /** The month that began it, until {@code subscription_expiration_date}. */
  record First(Instant until) implements Recurrence {}

  /** A later month, for which no pre-checkout was asked. */
  record Renewal(Instant until) implements Recurrence {}

  /** From Telegram's history, which tells neither which month it is nor when it ends. */
  record SomeMonth() implements Recurrence {}

  static Recurrence none() {
    return new None();
  }
}
