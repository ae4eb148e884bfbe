package dev.starkeeper.model;

import java.time.Duration;
import java.time.Instant;

/** What one live charge, or the merchant himself, gives of an entitlement. */
public record Grant(Entitlement entitlement, Cover cover) {
  /** How long. */
  public sealed interface Cover {
    record Forever() implements Cover {}

    /** So many days from when it was paid, or from the end of those before. */
    record Days(Instant from, int days) implements Cover {}

    /** Until then, whatever else there is. */
    record Until(Instant endsAt) implements Cover {}

    /** A subscription's months together, as far as they are live. */
    record Months(Subscription.Term term) implements Cover {
      /** While a renewal is missed, grace is added; not before, when it may yet come. */
      Instant endsAt(Instant now, Duration grace) {
        return now.isBefore(term.periodEndsAt()) ? term.periodEndsAt() : term.endsWith(grace);
      }
    }
  }
}
