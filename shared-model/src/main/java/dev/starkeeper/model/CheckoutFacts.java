package dev.starkeeper.model;

import java.time.Instant;

/**
 * All that a pre-checkout is judged by.
 *
 * @param product as it is now, not as it was when the invoice was made
 * @param holding what the recipient has of what the invoice gives
 */
public record CheckoutFacts(Invoice invoice, Product product, Holding holding) {

  /** The first fault found declines; a query told twice is judged as it was the first time. */
  public PreCheckoutVerdict judge(PreCheckoutQuery query, Instant now) {
    if (!query.from().id().equals(invoice.parties().buyer())) {
      return decline(DeclineReason.NOT_YOUR_INVOICE);
    }
    if (!query.amount().is(invoice.item().stars())) return decline(DeclineReason.PRICE_CHANGED);
    if (isHeldBy(query)) return new PreCheckoutVerdict.Approve();
    return switch (invoice.stateAt(now)) {
      case OPEN -> judgeProduct(now);
      case CHECKOUT -> decline(DeclineReason.IN_CHECKOUT);
      case PAID, REFUNDED -> decline(DeclineReason.ALREADY_PAID);
      case EXPIRED -> decline(DeclineReason.EXPIRED);
      case VOID -> decline(DeclineReason.VOID);
    };
  }

  private boolean isHeldBy(PreCheckoutQuery query) {
    return invoice.progress() instanceof Progress.Checkout(var id, _) && id.equals(query.id());
  }

  private PreCheckoutVerdict judgeProduct(Instant now) {
    if (!product.active()) return decline(DeclineReason.WITHDRAWN);
    if (!product.costs(invoice.item().stars(), invoice.item().quantity())) {
      return decline(DeclineReason.PRICE_CHANGED);
    }
    if (holding.makesPointless(invoice.item().good(), now))
      return decline(DeclineReason.ALREADY_OWNED);
    return new PreCheckoutVerdict.Approve();
  }

  private static PreCheckoutVerdict decline(DeclineReason reason) {
    return new PreCheckoutVerdict.Decline(reason);
  }
}
