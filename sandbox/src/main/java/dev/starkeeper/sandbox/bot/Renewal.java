package dev.starkeeper.sandbox.bot;

import dev.starkeeper.sandbox.stars.Payment;
import dev.starkeeper.sandbox.stars.Subscription;
import java.time.Instant;

/** What became of a subscription when its period was over. */
public sealed interface Renewal {
  Subscription subscription();

  Instant at();

  record Renewed(Subscription subscription, Payment payment, Instant at) implements Renewal {}

  /** Its payer has too few Stars, or it was told to fail. */
  record Failed(Subscription subscription, Instant at) implements Renewal {}

  /** It was canceled before. */
  record Ended(Subscription subscription, Instant at) implements Renewal {}
}
