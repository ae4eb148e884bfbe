package dev.starkeeper.model;

import java.time.Instant;

/**
 * An offer to one buyer, at one price, for a limited time. Bound to both, because Telegram binds
 * the link to neither: anyone may open it, any number of times.
 *
 * @param link what the Mini App opens, {@code https://t.me/$…}
 */
public record Invoice(
    InvoiceId id, Parties parties, Item item, Period period, Progress progress, String link) {

  /** As it is at {@code now}: holds lapse and invoices expire by the clock alone. */
  public InvoiceState stateAt(Instant now) {
    var expired = !now.isBefore(period.expiresAt());
    return switch (progress) {
      case Progress.Open _ -> expired ? InvoiceState.EXPIRED : InvoiceState.OPEN;
      case Progress.Checkout(_, var heldUntil) when now.isBefore(heldUntil) ->
          InvoiceState.CHECKOUT;
      case Progress.Checkout _ -> expired ? InvoiceState.EXPIRED : InvoiceState.OPEN;
      case Progress.Paid _, Progress.Refunded _, Progress.Expired _, Progress.Voided _ ->
          progress.state();
    };
  }

  /**
   * Whether {@code now} it is what this buyer would get if he asked again: the same thing at the
   * same price, whatever else was edited.
   */
  public boolean isOpenFor(Product product, Instant now) {
    var state = stateAt(now);
    return (state == InvoiceState.OPEN || state == InvoiceState.CHECKOUT)
        && now.isBefore(period.expiresAt())
        && item.good().equals(product.good())
        && product.costs(item.stars(), item.quantity());
  }

  /** The same, once there is nothing left to sell by it. */
  public Invoice voided() {
    return new Invoice(id, parties, item, period, new Progress.Voided(), link);
  }

  /** The same, once this charge has paid it. */
  public Invoice paidBy(ChargeId charge, Instant at) {
    if (!progress.state().canBecome(InvoiceState.PAID)) {
      throw new IllegalStateException(id + ": " + progress.state() + " to " + InvoiceState.PAID);
    }
    // Telegram tells whole seconds: a quick buyer would seem to have paid before he asked.
    var paidAt = at.isBefore(period.createdAt()) ? period.createdAt() : at;
    return new Invoice(id, parties, item, period, new Progress.Paid(charge, paidAt), link);
  }
}
