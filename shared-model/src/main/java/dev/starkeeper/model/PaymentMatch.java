package dev.starkeeper.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What a charge pays for, as far as our invoices explain it. */
public sealed interface PaymentMatch {
  /** It pays this invoice: deliver. */
  record Pays(Invoice invoice) implements PaymentMatch {}

  /** A later month of the subscription that this invoice began: deliver. */
  record Renews(Invoice invoice) implements PaymentMatch {}

  /** Another charge has paid this invoice: the Stars belong to their payer. */
  record PaysTwice(Invoice invoice) implements PaymentMatch {}

  /** It pays this invoice, and there is nothing to give for it any more. */
  record InVain(Invoice invoice, Why why) implements PaymentMatch {
    /** What came before it. */
    public enum Why {
      /** The recipient got it by another charge meanwhile. */
      ALREADY_OWNED,
      /** The hold had lapsed, and somebody else got the last piece. */
      SOLD_OUT
    }
  }

  /** From before our time: whoever sold it has delivered it. */
  record Imported() implements PaymentMatch {}

  record Nothing(Reason reason) implements PaymentMatch {}

  /** Why no invoice explains a charge. */
  enum Reason {
    UNKNOWN_INVOICE,
    FOREIGN_PAYER,
    OTHER_PRICE
  }

  /** Two charges of one subscription that are nearer than that are not two of its months. */
  Duration NEARLY_A_MONTH = Recurrence.MONTH.minusDays(1);

  /**
   * For a charge that is not recorded yet. Whether the invoice has expired or was replaced does not
   * matter: the Stars have moved.
   */
  static PaymentMatch of(SuccessfulPayment payment, Map<InvoiceId, Invoice> known) {
    return InvoiceId.ofPayload(payment.invoicePayload())
        .map(known::get)
        .map(invoice -> of(payment, invoice))
        .orElse(new Nothing(Reason.UNKNOWN_INVOICE));
  }

  private static PaymentMatch of(SuccessfulPayment payment, Invoice invoice) {
    if (!payment.payer().id().equals(invoice.parties().buyer())) {
      return new Nothing(Reason.FOREIGN_PAYER);
    }
    if (!payment.stars().equals(invoice.item().stars())) return new Nothing(Reason.OTHER_PRICE);
    return switch (invoice.progress()) {
      case Progress.Open _, Progress.Checkout _, Progress.Expired _, Progress.Voided _ ->
          new Pays(invoice);
      case Progress.Paid paid -> again(payment, invoice, paid.at());
      case Progress.Refunded paid -> again(payment, invoice, paid.at());
    };
  }

  private static PaymentMatch again(SuccessfulPayment payment, Invoice invoice, Instant paidAt) {
    if (!(invoice.item().good() instanceof Good.Subscription)) return new PaysTwice(invoice);
    return switch (payment.recurrence()) {
      case Recurrence.Renewal _ -> new Renews(invoice);
      case Recurrence.None _, Recurrence.First _ -> new PaysTwice(invoice);
      case Recurrence.SomeMonth _ -> {
        var apart = Duration.between(paidAt, payment.paidAt()).abs();
        yield apart.compareTo(NEARLY_A_MONTH) < 0 ? new PaysTwice(invoice) : new Renews(invoice);
      }
    };
  }
}
