package dev.starkeeper.model;

/** What changed somebody's things. */
public sealed interface Cause {
  /** It was paid for, or the payment went back. */
  record OfCharge(ChargeId charge) implements Cause {}

  /** The merchant gave it, or took it back. */
  record OfManualGrant(ManualGrantId grant) implements Cause {}

  /** The merchant took what was spent. */
  record OfDebit(DebitId debit) implements Cause {}

  /** It has ended by itself. */
  record OfTime() implements Cause {}
}
