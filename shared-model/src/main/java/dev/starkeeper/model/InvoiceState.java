package dev.starkeeper.model;

/** The life of an invoice. {@link #canBecome} is the whole table. */
public enum InvoiceState {
  /** Made and payable. */
  OPEN,
  /** A pre-checkout was approved; the hold lapses by itself. */
  CHECKOUT,
  /** A charge arrived and was delivered. */
  PAID,
  /** The charge went back. */
  REFUNDED,
  /** Its time ran out unpaid. */
  EXPIRED,
  /** Replaced by another one, because what it sold had changed. */
  VOID;

  public boolean canBecome(InvoiceState next) {
    return switch (this) {
      // PAID without a checkout: our answer to the pre-checkout may have overtaken our own record.
      case OPEN -> next == CHECKOUT || next == PAID || next == EXPIRED || next == VOID;
      case CHECKOUT -> next == PAID || next == OPEN || next == EXPIRED || next == VOID;
      case PAID -> next == REFUNDED;
      // successful_payment may arrive after our deadline. The Stars have moved: deliver.
      case EXPIRED, VOID -> next == PAID;
      case REFUNDED -> false;
    };
  }
}
