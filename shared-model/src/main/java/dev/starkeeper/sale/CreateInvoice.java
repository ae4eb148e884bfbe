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
import dev.starkeeper.store.HoldingStore;
import dev.starkeeper.store.IdempotencyStore;
import dev.starkeeper.store.InvoiceStore;
import dev.starkeeper.store.MintStore;
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

    /** {@code outdated} is what has to be closed first: the invoice he has is no good any more. */
    record Due(Product product, Item item, Optional<Invoice> outdated) implements Finding {}
  }

  /** Rolls back: another request used the key after we had looked it up. */
  private static final class KeyTaken extends RuntimeException {}

  private final Database database;
  private final Bot bot;
  private final InvoiceIds ids;
  private final MintPolicy policy;
  private final InstantSource clock;
  // A double tap makes one link, and parallel requests cannot overrun the limit. It may be overrun
  // by as many as there are other processes.
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
        case Finding.Due due -> mint(order, due);
      };
    }
  }

  private Finding find(InvoiceOrder order) {
    var now = clock.instant();
    var finding = database.read(reading -> find(reading, order, now));
    if (order.key().isNone() || !(finding instanceof Finding.Answer(var outcome))) return finding;
    if (!(outcome instanceof CreateInvoiceOutcome.StillOpen(var invoice))) return finding;
    try {
      database.inTransactionDo(tx -> keepAnswer(tx, order, invoice, now));
      return finding;
    } catch (KeyTaken e) {
      return answer(answeredMeanwhile(order));
    }
  }

  private Finding find(DSLContext reading, InvoiceOrder order, Instant now) {
    var answered = answered(reading, order);
    if (answered.isPresent()) return answer(answered.get());
    var since = policy.isLimited() ? Optional.of(now.minus(WINDOW)) : Optional.<Instant>empty();
    return MintStore.look(reading, bot.id(), order.parties(), order.sku(), order.quantity(), since)
        .filter(look -> look.product().active())
        .map(look -> find(reading, order, look, now))
        .orElseGet(() -> answer(new CreateInvoiceOutcome.UnknownProduct(order.sku())));
  }

  private Finding find(DSLContext reading, InvoiceOrder order, MintStore.Look look, Instant now) {
    var product = look.product();
    Item item;
    try {
      item = Item.of(product, order.quantity());
    } catch (IllegalArgumentException e) {
      return answer(new CreateInvoiceOutcome.Unsellable(String.valueOf(e.getMessage())));
    }
    if (product.good() instanceof Good.Access access) {
      var claim = new Claim(order.parties().recipient(), access.entitlement());
      if (HoldingStore.find(reading, bot.id(), claim).makesPointless(access, now)) {
        return answer(new CreateInvoiceOutcome.AlreadyOwned(access.entitlement()));
      }
    }
    var open = look.open().filter(invoice -> invoice.isOpenFor(product, now));
    if (open.isPresent()) return answer(new CreateInvoiceOutcome.StillOpen(open.get()));
    return scarcity(reading, order, product, now)
        .or(() -> retryAfter(reading, order, look, now).map(CreateInvoiceOutcome.TooMany::new))
        .<Finding>map(Finding.Answer::new)
        .orElseGet(() -> new Finding.Due(product, item, look.open()));
  }

  /** So that nobody opens what he cannot pay; the pre-checkout decides, under a lock. */
  private Optional<CreateInvoiceOutcome> scarcity(
      DSLContext reading, InvoiceOrder order, Product product, Instant now) {
    if (product.supply().isUnlimited()) return Optional.empty();
    var sku = product.sku();
    var stock = product.supply().stock();
    if (stock != Supply.NONE) {
      var held =
          SupplyStore.held(reading, bot.id(), List.of(sku), Set.of(), now).getOrDefault(sku, 0);
      if (stock - held < order.quantity()) {
        return Optional.of(new CreateInvoiceOutcome.SoldOut(sku));
      }
    }
    var most = product.supply().perCustomer();
    if (most == Supply.NONE) return Optional.empty();
    var share = new SupplyStore.Share(sku, order.parties().recipient());
    var had =
        SupplyStore.had(reading, bot.id(), List.of(share), Set.of(), now).getOrDefault(share, 0);
    return most - had < order.quantity()
        ? Optional.of(new CreateInvoiceOutcome.LimitReached(sku, most))
        : Optional.empty();
  }

  private static Finding answer(CreateInvoiceOutcome outcome) {
    return new Finding.Answer(outcome);
  }

  /** When the buyer may ask for another new one; empty if now. */
  private Optional<Duration> retryAfter(
      DSLContext reading, InvoiceOrder order, MintStore.Look look, Instant now) {
    if (policy.allows(look.madeSince())) return Optional.empty();
    return InvoiceStore.firstMadeSince(
            reading, bot.id(), order.parties().buyer(), now.minus(WINDOW))
        .map(first -> Duration.between(now, first.plus(WINDOW)));
  }

  private CreateInvoiceOutcome mint(InvoiceOrder order, Finding.Due due) {
    var id = ids.next();
    var link = bot.telegram().createInvoiceLink(id, due.product().offer(), due.item());
    // The database keeps microseconds: what we answer now is what it will say later.
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var period = new Period(now, now.plus(policy.invoiceTtl()));
    var invoice = new Invoice(id, order.parties(), due.item(), period, new Progress.Open(), link);
    try {
      return database.inTransaction(tx -> write(tx, order, due, invoice));
    } catch (KeyTaken e) {
      return answeredMeanwhile(order);
    }
  }

  private CreateInvoiceOutcome write(
      DSLContext tx, InvoiceOrder order, Finding.Due due, Invoice invoice) {
    var now = invoice.period().createdAt();
    if (due.outdated().isPresent()) closeOutdated(tx, order, due.product(), now);
    return switch (MintStore.write(tx, bot.id(), invoice, key(order), order.himself())) {
      case ALL -> new CreateInvoiceOutcome.Created(invoice);
      case WITHOUT_ITS_KEY -> throw new KeyTaken();
      case NOTHING -> otherwiseMade(tx, order, due, invoice);
    };
  }

  private void closeOutdated(DSLContext tx, InvoiceOrder order, Product product, Instant now) {
    var closed =
        InvoiceStore.closeOutdated(tx, bot.id(), order.parties(), product, order.quantity(), now);
    if (!closed.isEmpty()) InvoiceStore.notifyChanged(tx, bot.id(), closed);
  }

  /** Another process was faster. Busy if its invoice has been paid in this very moment. */
  private CreateInvoiceOutcome otherwiseMade(
      DSLContext tx, InvoiceOrder order, Finding.Due due, Invoice invoice) {
    var now = invoice.period().createdAt();
    var made = InvoiceStore.findOpen(tx, bot.id(), order.parties(), order.sku(), order.quantity());
    if (made.isEmpty()) return new CreateInvoiceOutcome.Busy();
    var winner = made.get();
    // It may sell what was on sale before. Once only, since one that is held is not closed.
    if (due.outdated().isEmpty() && !winner.isOpenFor(due.product(), now)) {
      return write(tx, order, new Finding.Due(due.product(), due.item(), made), invoice);
    }
    keepAnswer(tx, order, winner, now);
    return new CreateInvoiceOutcome.StillOpen(winner);
  }

  private static Optional<IdempotencyStore.Key> key(InvoiceOrder order) {
    return order.key().isNone() ? Optional.empty() : Optional.of(order.storedKey());
  }

  private void keepAnswer(DSLContext tx, InvoiceOrder order, Invoice invoice, Instant now) {
    key(order)
        .filter(key -> !IdempotencyStore.insert(tx, bot.id(), key, invoice.id(), now))
        .ifPresent(_ -> {
          throw new KeyTaken();
        });
  }

  private Optional<CreateInvoiceOutcome> answered(DSLContext tx, InvoiceOrder order) {
    return key(order)
        .flatMap(key -> IdempotencyStore.find(tx, bot.id(), key))
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
