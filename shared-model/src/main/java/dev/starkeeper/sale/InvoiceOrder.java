package dev.starkeeper.sale;

import dev.starkeeper.model.Parties;
import dev.starkeeper.model.Sku;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.store.IdempotencyStore;
import java.util.Optional;

/**
 * What somebody wants an invoice for, with everything he left out filled in.
 *
 * @param himself the buyer as Telegram tells of him, when it is he who asks; a server cannot say
 *     which language its customer speaks
 */
public record InvoiceOrder(
    Parties parties, Sku sku, int quantity, IdempotencyKey key, Optional<TelegramUser> himself) {

  /**
   * His key, if he gave one, as it is stored: equal hashes mean the same request, however its JSON
   * was written.
   */
  Optional<IdempotencyStore.Key> storedKey() {
    if (key.isNone()) return Optional.empty();
    var request =
        "POST /v1/invoices\n%s\n%d\n%d\n%d"
            .formatted(sku.value(), quantity, parties.buyer().value(), parties.recipient().value());
    return Optional.of(key.storedFor(request));
  }
}
