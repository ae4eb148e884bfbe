package dev.starkeeper.model;

/** What has become of a charge. Two are ends: delivered, or returned. */
public enum PaymentStatus {
  FULFILLED,
  /** Nothing of ours explains it: held, for the merchant to settle. */
  UNMATCHED,
  /** On its way back to its payer. */
  REFUND_REQUESTED,
  /** Telegram would not take it back. */
  REFUND_FAILED,
  REFUNDED;

  public boolean canBecome(PaymentStatus next) {
    return switch (this) {
      case FULFILLED -> next == REFUND_REQUESTED || next == REFUNDED;
      case UNMATCHED -> next == FULFILLED || next == REFUND_REQUESTED || next == REFUNDED;
      case REFUND_REQUESTED -> next == REFUNDED || next == REFUND_FAILED;
      case REFUND_FAILED -> next == REFUND_REQUESTED || next == REFUNDED;
      case REFUNDED -> false;
    };
  }
}
