package dev.starkeeper.model;

import java.time.Duration;
import java.time.Instant;

/**
 * A subscription: the invoice that began it, and what Telegram charges for it again.
 *
 * @param id the invoice's, the same in every month's payload
 * @param firstCharge Telegram's name for it where it is cancelled
 */
public record Subscription(
    InvoiceId id, Parties parties, Item item, ChargeId firstCharge, Term term) {

  /**
   * What changes from month to month.
   *
   * @param periodEndsAt the latest end of its months that were not refunded
   */
  public record Term(RenewalState renewal, Instant periodEndsAt) {
    /** When access ends unless it is renewed: nobody misses what was cancelled. */
    public Instant endsWith(Duration grace) {
      return renewal.isOver() ? periodEndsAt : periodEndsAt.plus(grace);
    }
  }

  /** What the merchant is told of it. */
  public enum Status {
    ACTIVE,
    CANCELED,
    PAST_DUE,
    EXPIRED
  }

  /** {@code grace} is how long access goes on while a renewal is missed. */
  public Status statusAt(Instant now, Duration grace) {
    if (!now.isBefore(term.endsWith(grace))) return Status.EXPIRED;
    if (term.renewal().isOver()) return Status.CANCELED;
    var missed = term.renewal() == RenewalState.FAILED || !now.isBefore(term.periodEndsAt());
    return missed ? Status.PAST_DUE : Status.ACTIVE;
  }

  /** The same, with another prospect. */
  public Subscription with(RenewalState renewal) {
    return new Subscription(id, parties, item, firstCharge, new Term(renewal, term.periodEndsAt()));
  }
}
