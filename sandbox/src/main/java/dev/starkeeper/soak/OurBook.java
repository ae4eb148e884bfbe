package dev.starkeeper.soak;

import java.util.List;

/**
 * What our tables say at one moment.
 *
 * @param owed background work that is overdue, receipts apart
 * @param rejected what is kept in {@code rejected_update}
 */
record OurBook(
    List<PaymentRow> payments,
    List<InvoiceRow> invoices,
    List<Gift> gifts,
    List<String> owed,
    List<String> rejected) {

  record PaymentRow(String charge, String status, long payer, long stars) {}

  /** {@code charge} is the one that paid it, or empty. */
  record InvoiceRow(String id, String state, String charge) {}

  /**
   * What a charge gave and nobody has revoked: an entitlement, of which {@code amount} is 1, or
   * credits, which a refund takes back with a negative amount.
   */
  record Gift(String charge, long customer, String what, long amount) {}
}
