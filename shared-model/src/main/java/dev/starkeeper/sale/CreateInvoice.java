package dev.starkeeper.sale;

import dev.starkeeper.db.Database;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.InvoiceIds;
import dev.starkeeper.model.Period;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.Progress;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.store.IdempotencyStore;
import dev.starkeeper.store.InvoiceStore;
import dev.starkeeper.store.MintStore;
import dev.starkeeper.telegram.TelegramException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jooq.DSLContext;

/**
 * Gives a buyer the invoice he asks for: the one he has open, or a new one. The link is made before
 * the invoice is written: one that is not written cannot be paid, as no pre-checkout will know it.
 */
public final class CreateInvoice {
  // As long as one call to Telegram may take: then the one before has ended, well or not.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Rolls back: another request used the key after we had looked it up. */
  private static final class KeyTaken extends RuntimeException {}

  private final Database database;
  private final Bot bot;
  private final InvoiceIds ids;
  private final MintPolicy policy;
  private final InstantSource clock;
  private final SeekInvoice seek;
  private final Lane<MintStore.Draft, MintStore.Written> writes;
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
    seek = new SeekInvoice(database, bot.id(), policy);
    writes = new Lane<>(drafts -> database.inTransaction(tx -> write(tx, drafts)));
  }

  /**
   * Safe to ask again, with or without a key.
   *
   * @throws TelegramException if Telegram does not make the link; nothing is written then
   */
  public CreateInvoiceOutcome create(InvoiceOrder order) {
    try {
      return inTurn(order);
    } catch (Lane.StuckException e) {
      return new CreateInvoiceOutcome.Busy();
    }
  }

  private CreateInvoiceOutcome inTurn(InvoiceOrder order) {
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
    var finding = seek.seek(order, now);
    if (order.key().isNone() || !(finding instanceof Finding.Answer(var outcome))) return finding;
    if (!(outcome instanceof CreateInvoiceOutcome.StillOpen(var invoice))) return finding;
    try {
      database.inTransactionDo(tx -> keepAnswer(tx, order, invoice, now));
      return finding;
    } catch (KeyTaken e) {
      return new Finding.Answer(answeredMeanwhile(order));
    }
  }

  private CreateInvoiceOutcome mint(InvoiceOrder order, Finding.Due due) {
    var id = ids.next();
    var link = bot.telegram().createInvoiceLink(id, due.product().offer(), due.item());
    // The database keeps microseconds: what we answer now is what it will say later.
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var period = new Period(now, now.plus(policy.invoiceTtl()));
    var invoice = new Invoice(id, order.parties(), due.item(), period, new Progress.Open(), link);
    try {
      return due.outdated().isPresent()
          ? database.inTransaction(tx -> replace(tx, order, due, invoice))
          : told(order, due, invoice, writes.run(draft(order, invoice)));
    } catch (KeyTaken e) {
      return answeredMeanwhile(order);
    }
  }

  private static MintStore.Draft draft(InvoiceOrder order, Invoice invoice) {
    return new MintStore.Draft(invoice, order.storedKey(), order.himself());
  }

  /** All of it or, if anybody's key is taken, nothing. */
  private List<MintStore.Written> write(DSLContext tx, List<MintStore.Draft> drafts) {
    var written = MintStore.write(tx, bot.id(), drafts);
    if (written.contains(MintStore.Written.WITHOUT_ITS_KEY)) throw new KeyTaken();
    return written;
  }

  private CreateInvoiceOutcome told(
      InvoiceOrder order, Finding.Due due, Invoice invoice, MintStore.Written written) {
    return written == MintStore.Written.ALL
        ? new CreateInvoiceOutcome.Created(invoice)
        : database.inTransaction(tx -> otherwiseMade(tx, order, due, invoice));
  }

  /** A new one in the place of one that is no good any more. */
  private CreateInvoiceOutcome replace(
      DSLContext tx, InvoiceOrder order, Finding.Due due, Invoice invoice) {
    closeOutdated(tx, order, due.product(), invoice.period().createdAt());
    return write(tx, List.of(draft(order, invoice))).contains(MintStore.Written.ALL)
        ? new CreateInvoiceOutcome.Created(invoice)
        : otherwiseMade(tx, order, due, invoice);
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
      return replace(tx, order, new Finding.Due(due.product(), due.item(), made), invoice);
    }
    keepAnswer(tx, order, winner, now);
    return new CreateInvoiceOutcome.StillOpen(winner);
  }

  private void keepAnswer(DSLContext tx, InvoiceOrder order, Invoice invoice, Instant now) {
    order
        .storedKey()
        .filter(key -> !IdempotencyStore.insert(tx, bot.id(), key, invoice.id(), now))
        .ifPresent(_ -> {
          throw new KeyTaken();
        });
  }

  private CreateInvoiceOutcome answeredMeanwhile(InvoiceOrder order) {
    return database.inTransaction(tx ->
        order
            .storedKey()
            .flatMap(key -> IdempotencyStore.find(tx, bot.id(), key))
            .map(answered -> SeekInvoice.replay(tx, bot.id(), answered))
            .orElseThrow(() -> new IllegalStateException("a key was taken, and is free again")));
  }
}
