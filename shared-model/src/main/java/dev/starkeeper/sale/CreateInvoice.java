package dev.starkeeper.sale;

import dev.starkeeper.db.Database;
import dev.starkeeper.model.Claim;
import dev.starkeeper.model.Good;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.InvoiceIds;
import dev.starkeeper.model.Item;
import dev.starkeeper.model.Period;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.Progress;
import dev.starkeeper.model.Supply;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.store.CustomerStore;
import dev.starkeeper.store.HoldingStore;
import dev.starkeeper.store.IdempotencyStore;
import dev.starkeeper.store.InvoiceStore;
import dev.starkeeper.store.ProductStore;
import dev.starkeeper.store.SupplyStore;
import dev.starkeeper.telegram.TelegramException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;

/**
 * Gives a buyer the invoice he asks for: the one he has open, or a new one. The link is made before
 * the invoice is written: one that is not written cannot be paid, as no pre-checkout will know it.
 */
public final class CreateInvoice {
  private static final Duration WINDOW = Duration.ofMinutes(1); // of MINT_LIMIT_PER_MINUTE
  // As long as one call to Telegram may take: then the one before has ended, well or not.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What the look-up found: an answer, or that a new invoice is due. */
  private sealed interface Finding {
    record Answer(CreateInvoiceOutcome outcome) implements Finding {}

    record Due(Product product, Item item) implements Finding {}
  }

  /** Rolls back: another request used the key after we had looked it up. */
  private static final class KeyTaken extends RuntimeException {}

  private final Database database;
  private final Bot bot;
  private final InvoiceIds ids;
  private final MintPolicy policy;
  private final InstantSource clock;
  // A double tap makes one link, and parallel requests cannot overrun the limit. It may be overrun
  // by
  // as many as there are other processes.
  private final Turns<TelegramUserId> turns = new Turns<>();

  public CreateInvoice(
      Database database, Bot bot, InvoiceIds ids, MintPolicy policy, InstantSource clock) {
    this.database = database;
    this.bot = bot;
    this.ids = ids;
    this.policy = policy;
    this.clock = clock;
  }

  /**
   * Safe to ask again, with or without a key.
   *
   * @throws TelegramException if Telegram does not make the link; nothing is written then
   */
  public CreateInvoiceOutcome create(InvoiceOrder order) {
    var buyer = order.parties().buyer();
    var turn = turns.take(buyer, Duration.ZERO);
    if (turn.isEmpty()) {
      // What he wants may be there already, while another invoice of his is being made.
      if (find(order) instanceof Finding.Answer(var outcome)) return outcome;
      turn = turns.take(buyer, PATIENCE);
    }
    if (turn.isEmpty()) return new CreateInvoiceOutcome.Busy();
    try (var _ = turn.get()) {
      return switch (find(order)) {
        case Finding.Answer(var outcome) -> outcome;
        case Finding.Due(var product, var item) -> mint(order, product, item);
      };
    }
  }

  private Finding find(InvoiceOrder order) {
    try {
      return database.inTransaction(tx -> find(tx, order, clock.instant()));
    } catch (KeyTaken e) {
      return new Finding.Answer(answeredMeanwhile(order));
    }
  }

  private Finding find(DSLContext tx, InvoiceOrder order, Instant now) {
    var answered = answered(tx, order);
    if (answered.isPresent()) return new Finding.Answer(answered.get());
    return ProductStore.find(tx, bot.id(), order.sku())
        .filter(Product::active)
        .map(product -> find(tx, order, product, now))
        .orElseGet(() -> answer(new CreateInvoiceOutcome.UnknownProduct(order.sku())));
  }

  private Finding find(DSLContext tx, InvoiceOrder order, Product product, Instant now) {
    Item item;
    try {
      item = Item.of(product, order.quantity());
    } catch (IllegalArgumentException e) {
      return answer(new CreateInvoiceOutcome.Unsellable(String.valueOf(e.getMessage())));
    }
    if (product.good() instanceof Good.Access access) {
      var claim = new Claim(order.parties().recipient(), access.entitlement());
      if (HoldingStore.find(tx, bot.id(), claim).makesPointless(access, now)) {
        return answer(new CreateInvoiceOutcome.AlreadyOwned(access.entitlement()));
      }
    }
    var open =
        InvoiceStore.findOpen(tx, bot.id(), order.parties(), order.sku(), order.quantity())
            .filter(invoice -> invoice.isOpenFor(product, now));
    if (open.isPresent()) {
      keepAnswer(tx, order, open.get(), now);
      return answer(new CreateInvoiceOutcome.StillOpen(open.get()));
    }
    return scarcity(tx, order, product, now)
        .or(() -> retryAfter(tx, order, now).map(CreateInvoiceOutcome.TooMany::new))
        .<Finding>map(Finding.Answer::new)
        .orElseGet(() -> new Finding.Due(product, item));
  }

  /** So that nobody opens what he cannot pay; the pre-checkout decides, under a lock. */
  private Optional<CreateInvoiceOutcome> scarcity(
      DSLContext tx, InvoiceOrder order, Product product, Instant now) {
    if (product.supply().isUnlimited()) return Optional.empty();
    var sku = product.sku();
    var stock = product.supply().stock();
    if (stock != Supply.NONE) {
      var held = SupplyStore.held(tx, bot.id(), List.of(sku), Set.of(), now).getOrDefault(sku, 0);
      if (stock - held < order.quantity()) {
        return Optional.of(new CreateInvoiceOutcome.SoldOut(sku));
      }
    }
    var most = product.supply().perCustomer();
    if (most == Supply.NONE) return Optional.empty();
    var share = new SupplyStore.Share(sku, order.parties().recipient());
    var had = SupplyStore.had(tx, bot.id(), List.of(share), Set.of(), now).getOrDefault(share, 0);
    return most - had < order.quantity()
        ? Optional.of(new CreateInvoiceOutcome.LimitReached(sku, most))
        : Optional.empty();
  }

  private static Finding answer(CreateInvoiceOutcome outcome) {
    return new Finding.Answer(outcome);
  }

  /** When the buyer may ask for another new one; empty if now. */
  private Optional<Duration> retryAfter(DSLContext tx, InvoiceOrder order, Instant now) {
    var buyer = order.parties().buyer();
    var since = now.minus(WINDOW);
    if (policy.allows(InvoiceStore.countMadeSince(tx, bot.id(), buyer, since))) {
      return Optional.empty();
    }
    return InvoiceStore.firstMadeSince(tx, bot.id(), buyer, since)
        .map(first -> Duration.between(now, first.plus(WINDOW)));
  }

  private CreateInvoiceOutcome mint(InvoiceOrder order, Product product, Item item) {
    var id = ids.next();
    var link = bot.telegram().createInvoiceLink(id, product.offer(), item);
    // The database keeps microseconds: what we answer now is what it will say later.
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var period = new Period(now, now.plus(policy.invoiceTtl()));
    var invoice = new Invoice(id, order.parties(), item, period, new Progress.Open(), link);
    try {
      return database.inTransaction(tx -> write(tx, order, product, invoice));
    } catch (KeyTaken e) {
      return answeredMeanwhile(order);
    }
  }

  private CreateInvoiceOutcome write(
      DSLContext tx, InvoiceOrder order, Product product, Invoice invoice) {
    var now = invoice.period().createdAt();
    var closed =
        InvoiceStore.closeOutdated(tx, bot.id(), order.parties(), product, order.quantity(), now);
    if (!closed.isEmpty()) InvoiceStore.notifyChanged(tx, bot.id(), closed);
    if (InvoiceStore.insert(tx, bot.id(), invoice)) {
      keepAnswer(tx, order, invoice, now);
      // Last, as where payments are recorded: two that lock in the same sequence cannot block.
      order.himself().ifPresent(user -> CustomerStore.remember(tx, bot.id(), List.of(user), now));
      return new CreateInvoiceOutcome.Created(invoice);
    }
    // Another process was faster. Busy if its invoice has been paid in this very moment.
    return InvoiceStore.findOpen(tx, bot.id(), order.parties(), order.sku(), order.quantity())
        .<CreateInvoiceOutcome>map(winner -> {
          keepAnswer(tx, order, winner, now);
          return new CreateInvoiceOutcome.StillOpen(winner);
        })
        .orElseGet(CreateInvoiceOutcome.Busy::new);
  }

  private void keepAnswer(DSLContext tx, InvoiceOrder order, Invoice invoice, Instant now) {
    if (order.key().isNone()) return;
    if (!IdempotencyStore.insert(tx, bot.id(), order.storedKey(), invoice.id(), now)) {
      throw new KeyTaken();
    }
  }

  private Optional<CreateInvoiceOutcome> answered(DSLContext tx, InvoiceOrder order) {
    if (order.key().isNone()) return Optional.empty();
    return IdempotencyStore.find(tx, bot.id(), order.storedKey())
        .map(answered ->
            answered.sameRequest()
                ? InvoiceStore.find(tx, bot.id(), answered.invoice())
                    .map(CreateInvoiceOutcome.Replayed::new)
                    .orElseThrow()
                : new CreateInvoiceOutcome.KeyReused());
  }

  private CreateInvoiceOutcome answeredMeanwhile(InvoiceOrder order) {
    return database
        .inTransaction(tx -> answered(tx, order))
        .orElseThrow(() -> new IllegalStateException("a key was taken, and is free again"));
  }
}
