package dev.starkeeper.invoice.sale;

import dev.starkeeper.db.Database;
import dev.starkeeper.invoice.caller.Caller;
import dev.starkeeper.invoice.waiting.Waiters;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.Progress;
import dev.starkeeper.store.InvoiceStore;
import dev.starkeeper.store.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Shows an invoice, at once or when it has come to an end. Waiting holds no connection. */
public final class FollowInvoice {
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final Database database;
  private final BotId bot;
  private final Waiters waiters;
  private final InstantSource clock;

  public FollowInvoice(Database database, BotId bot, Waiters waiters, InstantSource clock) {
    this.database = database;
    this.bot = bot;
    this.waiters = waiters;
    this.clock = clock;
  }

  /**
   * Waits at most {@code patience} for it to be paid, refunded, expired or void. Empty if there is
   * none, or it is none of the caller's business.
   */
  public Optional<Invoice> follow(InvoiceId id, Caller caller, Duration patience) {
    if (patience.isZero()) return find(id, caller);
    // Before looking: what happens after that is notified.
    var waiter = waiters.join(Topics.invoice(bot, id));
    if (waiter.isEmpty()) return find(id, caller);
    try (var present = waiter.get()) {
      return follow(id, caller, patience, present);
    }
  }

  private Optional<Invoice> follow(
      InvoiceId id, Caller caller, Duration patience, Waiters.Waiter waiter) {
    var end = System.nanoTime() + patience.toNanos();
    while (true) {
      waiter.lookAgain();
      var found = find(id, caller);
      var left = Duration.ofNanos(end - System.nanoTime());
      if (found.isEmpty() || !left.isPositive() || waiters.isClosed()) return found;
      if (Thread.currentThread().isInterrupted()) return found;
      var now = clock.instant();
      var change = changesByItself(found.get(), now);
      if (change.isEmpty()) return found;
      var pause = Duration.between(now, change.get()).plus(MOMENT);
      waiter.await(pause.compareTo(left) < 0 ? pause : left);
    }
  }

  /** When the clock alone will end it; empty if it has come to an end. */
  private static Optional<Instant> changesByItself(Invoice invoice, Instant now) {
    var expiresAt = invoice.period().expiresAt();
    return switch (invoice.stateAt(now)) {
      case OPEN -> Optional.of(expiresAt);
      case CHECKOUT ->
          invoice.progress() instanceof Progress.Checkout(_, var heldUntil)
                  && heldUntil.isAfter(expiresAt)
              ? Optional.of(heldUntil)
              : Optional.of(expiresAt);
      case PAID, REFUNDED, EXPIRED, VOID -> Optional.empty();
    };
  }

  private Optional<Invoice> find(InvoiceId id, Caller caller) {
    return database
        .read(reading -> InvoiceStore.find(reading, bot, id))
        .filter(invoice -> mayRead(caller, invoice));
  }

  private static boolean mayRead(Caller caller, Invoice invoice) {
    return switch (caller) {
      case Caller.MiniApp(var user) -> user.id().equals(invoice.parties().buyer());
      case Caller.Server _ -> true;
    };
  }
}
