package dev.starkeeper.sale;

import dev.starkeeper.db.Database;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Claim;
import dev.starkeeper.model.Good;
import dev.starkeeper.model.Item;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.Supply;
import dev.starkeeper.store.HoldingStore;
import dev.starkeeper.store.IdempotencyStore;
import dev.starkeeper.store.InvoiceStore;
import dev.starkeeper.store.SupplyStore;
import dev.starkeeper.store.WishStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;

/** Finds out whether a buyer gets a new invoice, the one he has, or none. */
final class SeekInvoice {
  private static final Duration WINDOW = Duration.ofMinutes(1); // of MINT_LIMIT_PER_MINUTE

  private final Database database;
  private final BotId bot;
  private final MintPolicy policy;
  private final Lane<WishStore.Wish, WishStore.Look> looks;

  SeekInvoice(Database database, BotId bot, MintPolicy policy) {
    this.database = database;
    this.bot = bot;
    this.policy = policy;
    looks = new Lane<>(wishes -> database.read(tx -> WishStore.look(tx, bot, wishes)));
  }

  /** Nothing is written. */
  Finding seek(InvoiceOrder order, Instant now) {
    var since = policy.isLimited() ? Optional.of(now.minus(WINDOW)) : Optional.<Instant>empty();
    var look =
        looks.run(
            new WishStore.Wish(
                order.parties(), order.sku(), order.quantity(), order.storedKey(), since));
    if (look.answered().isPresent()) {
      return answer(database.read(tx -> replay(tx, bot, look.answered().get())));
    }
    return look.product()
        .filter(Product::active)
        .map(product -> find(order, look, product, now))
        .orElseGet(() -> answer(new CreateInvoiceOutcome.UnknownProduct(order.sku())));
  }

  private Finding find(InvoiceOrder order, WishStore.Look look, Product product, Instant now) {
    Item item;
    try {
      item = Item.of(product, order.quantity());
    } catch (IllegalArgumentException e) {
      return answer(new CreateInvoiceOutcome.Unsellable(String.valueOf(e.getMessage())));
    }
    if (product.good() instanceof Good.Access access) {
      var claim = new Claim(order.parties().recipient(), access.entitlement());
      var holding = database.read(reading -> HoldingStore.find(reading, bot, claim));
      if (holding.makesPointless(access, now)) {
        return answer(new CreateInvoiceOutcome.AlreadyOwned(access.entitlement()));
      }
    }
    var open = look.open().filter(invoice -> invoice.isOpenFor(product, now));
    if (open.isPresent()) return answer(new CreateInvoiceOutcome.StillOpen(open.get()));
    return scarcity(order, product, now)
        .or(() -> retryAfter(order, look, now).map(CreateInvoiceOutcome.TooMany::new))
        .<Finding>map(Finding.Answer::new)
        .orElseGet(() -> new Finding.Due(product, item, look.open()));
  }

  /** So that nobody opens what he cannot pay; the pre-checkout decides, under a lock. */
  private Optional<CreateInvoiceOutcome> scarcity(
      InvoiceOrder order, Product product, Instant now) {
    return product.supply().isUnlimited()
        ? Optional.empty()
        : database.read(reading -> scarcity(reading, order, product, now));
  }

  private Optional<CreateInvoiceOutcome> scarcity(
      DSLContext reading, InvoiceOrder order, Product product, Instant now) {
    var sku = product.sku();
    var stock = product.supply().stock();
    if (stock != Supply.NONE) {
      var held = SupplyStore.held(reading, bot, List.of(sku), Set.of(), now).getOrDefault(sku, 0);
      if (stock - held < order.quantity()) {
        return Optional.of(new CreateInvoiceOutcome.SoldOut(sku));
      }
    }
    var most = product.supply().perCustomer();
    if (most == Supply.NONE) return Optional.empty();
    var share = new SupplyStore.Share(sku, order.parties().recipient());
    var had = SupplyStore.had(reading, bot, List.of(share), Set.of(), now).getOrDefault(share, 0);
    return most - had < order.quantity()
        ? Optional.of(new CreateInvoiceOutcome.LimitReached(sku, most))
        : Optional.empty();
  }

  /** When the buyer may ask for another new one; empty if now. */
  private Optional<Duration> retryAfter(InvoiceOrder order, WishStore.Look look, Instant now) {
    if (policy.allows(look.madeSince())) return Optional.empty();
    var buyer = order.parties().buyer();
    return database
        .read(tx -> InvoiceStore.firstMadeSince(tx, bot, buyer, now.minus(WINDOW)))
        .map(first -> Duration.between(now, first.plus(WINDOW)));
  }

  private static Finding answer(CreateInvoiceOutcome outcome) {
    return new Finding.Answer(outcome);
  }

  /** What the key was used for before. */
  static CreateInvoiceOutcome replay(
      DSLContext reading, BotId bot, IdempotencyStore.Answered answered) {
    if (!answered.sameRequest()) return new CreateInvoiceOutcome.KeyReused();
    return InvoiceStore.find(reading, bot, answered.invoice())
        .map(CreateInvoiceOutcome.Replayed::new)
        .orElseThrow();
  }
}
