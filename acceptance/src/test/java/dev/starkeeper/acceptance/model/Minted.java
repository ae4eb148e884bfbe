package dev.starkeeper.acceptance.model;

import dev.starkeeper.model.Invoice;

/** An invoice as it was when it was made; what became of it is not kept here. */
record Minted(Invoice invoice, Ware ware, User buyer, User recipient) {
  String payload() {
    return invoice.id().payload();
  }

  int stars() {
    return invoice.item().stars().amount();
  }

  int quantity() {
    return invoice.item().quantity();
  }
}
