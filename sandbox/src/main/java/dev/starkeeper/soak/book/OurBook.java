package dev.starkeeper.soak.book;

import java.util.List;

/**
 * What our tables say at one moment.
 *
 * @param owed background work that is overdue, receipts apart
 * @param rejected what is kept in {@code rejected_update}
 */
public record OurBook(
    List<PaymentRow> payments,
    List<InvoiceRow> invoices,
    List<Gift> gifts,
    List<String> owed,
    List<String> rejected) {

  public record PaymentRow(String charge, String status, long payer, long stars) {}

  /** {@code charge} is the one that paid it, or empty. */
  public record InvoiceRow(String id, String state, String charge) {}

  /**
   * What a charge gave and nobody has revoked: an entitlement, of which {@code amount} is 1, or
   * credits, which a refund takes back with a negative amount.
   */
  public record Gift(String charge, long customer, String what, long amount) {}
}
