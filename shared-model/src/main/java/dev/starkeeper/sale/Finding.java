package dev.starkeeper.sale;

import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.Item;
import dev.starkeeper.model.Product;
import java.util.Optional;

/** What {@link SeekInvoice} found: an answer, or that a new invoice is due. */
sealed interface Finding {
  record Answer(CreateInvoiceOutcome outcome) implements Finding {}

  /** {@code outdated} is what has to be closed first: the invoice he has is no good any more. */
  record Due(Product product, Item item, Optional<Invoice> outdated) implements Finding {}
}
