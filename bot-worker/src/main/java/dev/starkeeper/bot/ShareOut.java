package dev.starkeeper.bot;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.CheckoutFacts;
import dev.starkeeper.model.DeclineReason;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.Item;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.Sku;
import dev.starkeeper.model.Supply;
import dev.starkeeper.store.InvoiceStore;
import dev.starkeeper.store.SupplyStore;
import dev.starkeeper.store.SupplyStore.Share;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/**
 * Shares the pieces of scarce products out among those who are about to pay: never more than there
 * are, nor more than one customer may have. A hold that has lapsed holds no piece.
 */
record ShareOut(DSLContext tx, BotId bot, Instant now) {

  /**
   * Locks the invoices, then the products, as whoever records their payments does.
   *
   * @param wanted by invoice, in the sequence in which they were asked for
   * @return those that get nothing, and why
   */
  Map<InvoiceId, DeclineReason> share(
      Map<InvoiceId, String> wanted, Map<InvoiceId, CheckoutFacts> facts) {
    var scarce = new LinkedHashMap<InvoiceId, CheckoutFacts>();
    for (var invoice : wanted.keySet()) {
      var known = facts.get(invoice);
      if (known != null && !known.product().supply().isUnlimited()) scarce.put(invoice, known);
    }
    if (scarce.isEmpty()) return Map.of();
    InvoiceStore.lock(tx, bot, scarce.keySet());
    return declined(scarce);
  }

  private Map<InvoiceId, DeclineReason> declined(Map<InvoiceId, CheckoutFacts> scarce) {
    Set<Sku> skus =
        scarce.values().stream().map(f -> f.product().sku()).collect(Collectors.toSet());
    var stock = new HashMap<>(SupplyStore.lock(tx, bot, skus));
    SupplyStore.held(tx, bot, skus, scarce.keySet(), now)
        .forEach((sku, held) -> stock.computeIfPresent(sku, (_, left) -> left - held));
    var shares = scarce.values().stream().map(ShareOut::share).collect(Collectors.toSet());
    var had = new HashMap<>(SupplyStore.had(tx, bot, shares, scarce.keySet(), now));

    var declined = new LinkedHashMap<InvoiceId, DeclineReason>();
    scarce.forEach((invoice, known) -> {
      var item = known.invoice().item();
      var reason = declined(item, known.product(), stock, had.getOrDefault(share(known), 0));
      reason.ifPresent(why -> declined.put(invoice, why));
      if (reason.isPresent()) return;
      stock.computeIfPresent(item.sku(), (_, left) -> left - item.quantity());
      had.merge(share(known), item.quantity(), Integer::sum);
    });
    return declined;
  }

  private static Optional<DeclineReason> declined(
      Item item, Product product, Map<Sku, Integer> stock, int had) {
    if (stock.getOrDefault(item.sku(), Supply.NONE) < item.quantity()) {
      return Optional.of(DeclineReason.SOLD_OUT);
    }
    return (long) had + item.quantity() > product.supply().perCustomer()
        ? Optional.of(DeclineReason.LIMIT_REACHED)
        : Optional.empty();
  }

  private static Share share(CheckoutFacts facts) {
    return new Share(facts.product().sku(), facts.invoice().parties().recipient());
  }
}
