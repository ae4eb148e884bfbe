package dev.starkeeper.sale;

import dev.starkeeper.model.Entitlement;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.Sku;
import java.time.Duration;

/** What came of asking for an invoice. */
public sealed interface CreateInvoiceOutcome {
  /** There is one to pay, or there was one under this key. */
  sealed interface Given extends CreateInvoiceOutcome {
    Invoice invoice();
  }

  record Created(Invoice invoice) implements Given {}

  /** The buyer has it open: asked for before, perhaps by another tap. */
  record StillOpen(Invoice invoice) implements Given {}

  /** What the same key got before, as it is now. */
  record Replayed(Invoice invoice) implements Given {}

  /** Nothing was made. */
  sealed interface Declined extends CreateInvoiceOutcome {}

  /** There is no such product, or none to be bought any more. */
  record UnknownProduct(Sku sku) implements Declined {}

  /** That many cannot be sold at once. */
  record Unsellable(String why) implements Declined {}

  record AlreadyOwned(Entitlement entitlement) implements Declined {}

  /** Fewer are left than are asked for, or others are about to pay them. */
  record SoldOut(Sku sku) implements Declined {}

  /** The recipient would have more of it than one may, with what he is about to get. */
  record LimitReached(Sku sku, int perCustomer) implements Declined {}

  /** The caller used this key for another request. */
  record KeyReused() implements Declined {}

  /** The buyer had as many made within a minute as he may. */
  record TooMany(Duration retryAfter) implements Declined {}

  /** Others of this buyer are being made and take too long. */
  record Busy() implements Declined {}
}
