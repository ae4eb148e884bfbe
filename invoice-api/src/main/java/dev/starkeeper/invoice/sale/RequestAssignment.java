package dev.starkeeper.invoice.sale;

import dev.starkeeper.db.Database;
import dev.starkeeper.invoice.caller.Caller;
import dev.starkeeper.invoice.waiting.Waiters;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.PaymentStatus;
import dev.starkeeper.store.AssignmentStore;
import dev.starkeeper.store.InvoiceStore;
import dev.starkeeper.store.OwedWorkStore;
import dev.starkeeper.store.PaymentListStore;
import dev.starkeeper.store.PaymentListStore.Listed;
import dev.starkeeper.store.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jooq.DSLContext;

/** Has a held charge delivered by the invoice that a person named. A worker does it. */
public final class RequestAssignment {
  // Five seconds in all: a worker begins within half a second, or none runs.
  private static final int LOOKS = 10;
  private static final Duration BETWEEN = Duration.ofMillis(500);

  /** What came of asking. */
  public sealed interface Outcome {
    /** It is delivered by that invoice, since now or since before. */
    record Delivered(Listed payment) implements Outcome {}

    /** No worker has done it yet. */
    record Pending(Listed payment) implements Outcome {}

    record UnknownCharge() implements Outcome {}

    record UnknownInvoice() implements Outcome {}

    /** The charge is not held, or not any more. */
    record NotUnmatched(Listed payment) implements Outcome {}

    /** Another charge has paid it. */
    record InvoicePaid(Invoice invoice) implements Outcome {}
  }

  private final Database database;
  private final BotId bot;
  private final Waiters waiters;
  private final InstantSource clock;

  public RequestAssignment(Database database, BotId bot, Waiters waiters, InstantSource clock) {
    this.database = database;
    this.bot = bot;
    this.waiters = waiters;
    this.clock = clock;
  }

  /** Waits some seconds for a worker, and holds no connection meanwhile. Safe to ask again. */
  public Outcome request(ChargeId charge, InvoiceId invoice, Caller.Server server) {
    // Before asking: what is done after that is notified.
    var waiter = waiters.join(Topics.invoice(bot, invoice));
    if (waiter.isEmpty()) return ask(charge, invoice, server);
    try (var present = waiter.get()) {
      var outcome = ask(charge, invoice, server);
      for (var looks = 0; looks < LOOKS && mayWait(outcome); looks++) {
        present.await(BETWEEN);
        present.lookAgain();
        outcome = look(charge, invoice);
      }
      return outcome;
    }
  }

  private boolean mayWait(Outcome outcome) {
    return outcome instanceof Outcome.Pending
        && !waiters.isClosed()
        && !Thread.currentThread().isInterrupted();
  }

  private Outcome ask(ChargeId charge, InvoiceId invoice, Caller.Server server) {
    var now = clock.instant();
    return database.inTransaction(tx -> {
      var outcome = find(tx, charge, invoice);
      if (!(outcome instanceof Outcome.Pending)) return outcome;
      AssignmentStore.request(tx, bot, charge, invoice, server.name(), now);
      return schedule(tx, charge, invoice, now);
    });
  }

  /** What was asked before may have been ending when we asked: then it is to be done once more. */
  private Outcome look(ChargeId charge, InvoiceId invoice) {
    var now = clock.instant();
    return database.inTransaction(tx ->
        AssignmentStore.take(tx, bot, charge).equals(Optional.of(invoice))
            ? schedule(tx, charge, invoice, now)
            : find(tx, charge, invoice));
  }

  /** The request is locked by now: nobody schedules it beside us, and no worker is about it. */
  private Outcome schedule(DSLContext tx, ChargeId charge, InvoiceId invoice, Instant now) {
    var outcome = find(tx, charge, invoice);
    if (outcome instanceof Outcome.Pending) {
      var subject = new OwedWorkStore.Subject(bot, charge);
      OwedWorkStore.scheduleOnce(
          tx, new OwedWorkStore.Owed(OwedWorkStore.ASSIGNMENT, subject), now);
    }
    return outcome;
  }

  private Outcome find(DSLContext tx, ChargeId charge, InvoiceId named) {
    // The invoice first: if this charge is paying it in this moment, the charge is seen to have.
    var invoice = InvoiceStore.find(tx, bot, named);
    var payment = PaymentListStore.find(tx, bot, charge);
    if (payment.isEmpty()) return new Outcome.UnknownCharge();
    if (invoice.isEmpty()) return new Outcome.UnknownInvoice();
    return judge(payment.get(), invoice.get());
  }

  private static Outcome judge(Listed payment, Invoice invoice) {
    if (payment.status() == PaymentStatus.FULFILLED
        && payment.invoice().equals(Optional.of(invoice.id()))) {
      return new Outcome.Delivered(payment);
    }
    if (payment.status() != PaymentStatus.UNMATCHED) return new Outcome.NotUnmatched(payment);
    return invoice.progress().isPaid()
        ? new Outcome.InvoicePaid(invoice)
        : new Outcome.Pending(payment);
  }
}
