package dev.starkeeper.model;

import java.util.Optional;

/** A charge, what it pays for, and what becomes of it. */
public record SettledPayment(SuccessfulPayment payment, PaymentMatch match, PaymentStatus status) {

  /** The invoice that it is delivered by; empty if it is not delivered by one. */
  public Optional<Invoice> delivers() {
    return switch (match) {
      case PaymentMatch.Pays(var invoice) -> Optional.of(invoice);
      case PaymentMatch.Renews(var invoice) -> Optional.of(invoice);
      case PaymentMatch.PaysTwice _,
          PaymentMatch.InVain _,
          PaymentMatch.Imported _,
          PaymentMatch.Nothing _ ->
          Optional.empty();
    };
  }

  /** Why it is not simply delivered; empty if it is. */
  public String reason() {
    return switch (match) {
      case PaymentMatch.Pays _, PaymentMatch.Renews _ -> "";
      case PaymentMatch.PaysTwice _ -> "SECOND_CHARGE";
      case PaymentMatch.InVain(_, var why) -> why.name();
      case PaymentMatch.Imported _ -> "IMPORTED";
      case PaymentMatch.Nothing(var why) -> why.name();
    };
  }

  public RecordedPayment recorded() {
    return new RecordedPayment(payment, status, reason());
  }
}
