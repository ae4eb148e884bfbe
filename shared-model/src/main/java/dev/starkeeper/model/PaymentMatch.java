package dev.starkeeper.model;

import java.util.Map;

/** What a charge pays for, as far as our invoices explain it. */
public sealed interface PaymentMatch {
  /** It pays this invoice: deliver. */
  record Pays(Invoice invoice) implements PaymentMatch {}

  /** Another charge has paid this invoice: the Stars belong to their payer. */
  record PaysTwice(Invoice invoice) implements PaymentMatch {}

  record Nothing(Reason reason) implements PaymentMatch {}

  /** Why no invoice explains a charge. */
  enum Reason {
    UNKNOWN_INVOICE,
    FOREIGN_PAYER,
    OTHER_PRICE
  }

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
      case Progress.Paid _, Progress.Refunded _ -> new PaysTwice(invoice);
    };
  }
}
