package dev.starkeeper.model;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Settles the charges of a batch, in sequence: each sees what those before it have taken. Nothing
 * is read or written; what a batch needs to know is given, and locked by whoever gives it.
 */
public final class Settlement {
  /**
   * What was there before the batch.
   *
   * @param invoices those that the charges name, as far as they exist
   * @param holdings of their recipients, where anything is held
   * @param stock of those products that have one
   * @param importedBefore charges from before then, of no invoice of ours, are somebody else's
   */
  public record Facts(
      Map<InvoiceId, Invoice> invoices,
      Map<Claim, Holding> holdings,
      Map<Sku, Integer> stock,
      Instant importedBefore) {}

  private final SettlementPolicy policy;
  private final Map<InvoiceId, Invoice> invoices;
  private final Map<Claim, Holding> holdings;
  private final Map<Sku, Integer> stock;
  private final Instant importedBefore;

  public Settlement(SettlementPolicy policy, Facts facts) {
    this.policy = policy;
    this.invoices = new HashMap<>(facts.invoices());
    this.holdings = new HashMap<>(facts.holdings());
    this.stock = new HashMap<>(facts.stock());
    this.importedBefore = facts.importedBefore();
  }

  public SettledPayment settle(SuccessfulPayment payment) {
    var settled = policy.settle(payment, match(payment));
    settled.delivers().ifPresent(invoice -> take(invoice, payment));
    if (settled.match() instanceof PaymentMatch.InVain(var invoice, _)) {
      invoices.put(invoice.id(), invoice.voided());
    }
    return settled;
  }

  private PaymentMatch match(SuccessfulPayment payment) {
    return switch (PaymentMatch.of(payment, invoices)) {
      case PaymentMatch.Pays pays -> inVain(pays.invoice(), payment).orElse(pays);
      case PaymentMatch.Nothing(var reason)
          when reason == PaymentMatch.Reason.UNKNOWN_INVOICE
              && payment.paidAt().isBefore(importedBefore) ->
          new PaymentMatch.Imported();
      case PaymentMatch other -> other;
    };
  }

  private Optional<PaymentMatch> inVain(Invoice invoice, SuccessfulPayment payment) {
    if (claim(invoice)
        .map(holdings::get)
        .filter(held -> held.makesPointless(invoice.item().good(), payment.paidAt()))
        .isPresent()) {
      return Optional.of(new PaymentMatch.InVain(invoice, PaymentMatch.InVain.Why.ALREADY_OWNED));
    }
    var left = stock.getOrDefault(invoice.item().sku(), Supply.NONE);
    return left < invoice.item().quantity()
        ? Optional.of(new PaymentMatch.InVain(invoice, PaymentMatch.InVain.Why.SOLD_OUT))
        : Optional.empty();
  }

  private void take(Invoice invoice, SuccessfulPayment payment) {
    var good = invoice.item().good();
    var until = payment.monthEndsAt();
    claim(invoice)
        .ifPresent(claim ->
            holdings.merge(
                claim, Holding.NOTHING.with(good, until), (before, _) -> before.with(good, until)));
    if (invoice.progress().isPaid()) return; // a renewal takes no piece
    stock.computeIfPresent(invoice.item().sku(), (_, left) -> left - invoice.item().quantity());
    invoices.put(invoice.id(), invoice.paidBy(payment.chargeId(), payment.paidAt()));
  }

  private static Optional<Claim> claim(Invoice invoice) {
    return invoice.item().good() instanceof Good.Access access
        ? Optional.of(new Claim(invoice.parties().recipient(), access.entitlement()))
        : Optional.empty();
  }
}
