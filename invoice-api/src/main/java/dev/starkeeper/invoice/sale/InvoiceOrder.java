package dev.starkeeper.invoice.sale;

import dev.starkeeper.invoice.caller.Caller;
import dev.starkeeper.model.Parties;
import dev.starkeeper.model.Sku;
import dev.starkeeper.store.IdempotencyStore;

/** What a caller wants an invoice for, with everything he left out filled in. */
public record InvoiceOrder(
    Caller caller, Parties parties, Sku sku, int quantity, IdempotencyKey key) {

  /** As it is stored: equal hashes mean the same request, however its JSON was written. */
  IdempotencyStore.Key storedKey() {
    var request =
        "POST /v1/invoices\n%s\n%d\n%d\n%d"
            .formatted(sku.value(), quantity, parties.buyer().value(), parties.recipient().value());
    return key.storedFor(caller, request);
  }
}
