package dev.starkeeper.model;

/** What the merchant wants done with charges that cannot be delivered. */
public record SettlementPolicy(Undeliverable duplicate, Undeliverable unmatched) {
  /** A second charge goes back by itself; what nobody expects waits for a person. */
  public static final SettlementPolicy STANDARD =
      new SettlementPolicy(Undeliverable.REFUND, Undeliverable.HOLD);

  /** The two things that can be done with Stars that buy nothing. */
  public enum Undeliverable {
    REFUND,
    HOLD;

    private PaymentStatus status() {
      return switch (this) {
        case REFUND -> PaymentStatus.REFUND_REQUESTED;
        case HOLD -> PaymentStatus.UNMATCHED;
      };
    }
  }

  public SettledPayment settle(SuccessfulPayment payment, PaymentMatch match) {
    var status =
        switch (match) {
          case PaymentMatch.Pays _, PaymentMatch.Renews _, PaymentMatch.Imported _ ->
              PaymentStatus.FULFILLED;
          case PaymentMatch.PaysTwice _, PaymentMatch.InVain _ -> duplicate.status();
          case PaymentMatch.Nothing _ -> unmatched.status();
        };
    return new SettledPayment(payment, match, status);
  }
}
