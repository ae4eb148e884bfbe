package dev.starkeeper.invoice.customer;

import dev.starkeeper.db.Database;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Cause;
import dev.starkeeper.model.Debit;
import dev.starkeeper.model.DebitId;
import dev.starkeeper.model.Event;
import dev.starkeeper.model.Purse;
import dev.starkeeper.model.TimeOrderedIds;
import dev.starkeeper.sale.Turns;
import dev.starkeeper.store.DebitStore;
import dev.starkeeper.store.EventStore;
import dev.starkeeper.store.IdempotencyStore;
import dev.starkeeper.store.LedgerStore;
import dev.starkeeper.store.LedgerStore.Entry;
import dev.starkeeper.store.LedgerStore.Place;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** Takes what customers spend of their credits: never more than there is, each once. */
public final class DebitCredits {
  /** What came of it. */
  public sealed interface Outcome {
    record Debited(Debit debit) implements Outcome {}

    /** The same was asked before under this key: this is what became of it then. */
    record Replayed(Debit debit) implements Outcome {}

    /** The key was used for another request. */
    record KeyReused() implements Outcome {}

    /** Nothing was taken, and the key is free. */
    record Insufficient(long balance) implements Outcome {}

    /** Too many spend of this purse at once; nothing was taken. */
    record Busy() implements Outcome {}
  }

  /** A purse and some of what changed it. */
  public record Ledger(long balance, List<Entry> entries, Optional<Place> next) {}

  private static final Duration PATIENCE = Duration.ofSeconds(10); // some hundred debits

  private final Database database;
  private final BotId bot;
  private final TimeOrderedIds ids;
  private final InstantSource clock;
  private final Duration patience;
  // Those of one purse wait here for one another, and not each with a connection.
  private final Turns<Purse> turns;

  public DebitCredits(Database database, BotId bot, InstantSource clock) {
    this(database, bot, clock, new Turns<>(), PATIENCE);
  }

  /** {@code patience} is how long a debit waits for its turn, for the others of its purse. */
  DebitCredits(
      Database database, BotId bot, InstantSource clock, Turns<Purse> turns, Duration patience) {
    this.database = database;
    this.bot = bot;
    this.ids = new TimeOrderedIds(clock);
    this.clock = clock;
    this.turns = turns;
    this.patience = patience;
  }

  /**
   * Debits of one purse come one after the other, whatever process takes them.
   *
   * @param amount above zero
   * @param key who debits, his name for it, and the hash of what he asks
   */
  public Outcome debit(Purse purse, long amount, String reason, IdempotencyStore.Key key) {
    var turn = turns.take(purse, patience);
    if (turn.isEmpty()) return new Outcome.Busy();
    try (var _ = turn.get()) {
      return database.inTransaction(tx -> {
        DebitStore.lock(tx, bot, purse);
        return answered(tx, key).orElseGet(() -> debit(tx, purse, amount, reason, key));
      });
    }
  }

  private Outcome debit(
      DSLContext tx, Purse purse, long amount, String reason, IdempotencyStore.Key key) {
    var before = DebitStore.account(tx, bot, purse);
    var balance = before.balance() - amount;
    if (balance < 0) return new Outcome.Insufficient(before.balance());
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var debit = new Debit(new DebitId(ids.next()), purse, amount, balance, reason, now);
    if (!DebitStore.insert(tx, bot, debit, before, key)) {
      return answered(tx, key) // by a request for another purse, in this very moment
          .orElseThrow(() -> new IllegalStateException("a key was taken, and is free again"));
    }
    var event =
        new Event.OfCredits(
            purse.customer(), purse.unit(), -amount, new Cause.OfDebit(debit.id()), now);
    EventStore.append(tx, bot, List.of(event));
    return new Outcome.Debited(debit);
  }

  private Optional<Outcome> answered(DSLContext tx, IdempotencyStore.Key key) {
    return DebitStore.find(tx, bot, key)
        .map(before ->
            before.sameRequest() ? new Outcome.Replayed(before.debit()) : new Outcome.KeyReused());
  }

  /** The newest changes first, from behind that place on. */
  public Ledger ledger(Purse purse, Place after, int limit) {
    return database.inTransaction(tx -> {
      // One more is read than is shown: that there is one is all that is to be known of it.
      var found = LedgerStore.entries(tx, bot, purse, after, limit + 1);
      var shown = found.size() > limit ? found.subList(0, limit) : found;
      var next =
          found.size() > limit ? Optional.of(shown.getLast().place()) : Optional.<Place>empty();
      return new Ledger(DebitStore.account(tx, bot, purse).balance(), shown, next);
    });
  }
}
