package dev.starkeeper.bot;

import dev.starkeeper.bot.chat.KeepChats;
import dev.starkeeper.bot.meter.RecordingMeters;
import dev.starkeeper.bot.payment.Outcome;
import dev.starkeeper.bot.payment.RecordPayments;
import dev.starkeeper.bot.payment.Report;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.DatabaseException;
import dev.starkeeper.db.LogScope;
import dev.starkeeper.model.BotId;
import dev.starkeeper.store.RejectedUpdateStore;
import dev.starkeeper.telegram.Update;
import dev.starkeeper.trace.Traces;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a batch of updates durable. One bad update never stops the others: a batch that cannot be
 * recorded is tried one by one, and what still cannot be is kept whole, with the reason.
 */
public final class RecordUpdates {
  private static final Logger log = LoggerFactory.getLogger(RecordUpdates.class);

  private static final int MOST_LOCKED = 2;

  /** An update that tells of money. */
  private record Told(Update update, Report report) {}

  private final Database database;
  private final BotId bot;
  private final InstantSource clock;
  private final RecordPayments recordPayments;
  private final RecordingMeters meters;
  private final KeepChats keepChats;

  public RecordUpdates(
      Database database,
      BotId bot,
      InstantSource clock,
      RecordPayments recordPayments,
      RecordingMeters meters) {
    this.database = database;
    this.bot = bot;
    this.clock = clock;
    this.recordPayments = recordPayments;
    this.meters = meters;
    this.keepChats = new KeepChats(database, bot, clock);
  }

  /**
   * Returns when everything is committed.
   *
   * @throws DatabaseException.Unavailable and then nothing is lost if the same batch comes again
   */
  public void record(List<Update> batch) {
    var told = new ArrayList<Told>();
    var chatted = new ArrayList<Update>();
    // By their ids: that is the sequence in which things happened, whatever the batch's is.
    var inSequence = batch.stream().sorted(Comparator.comparingLong(Update::id)).toList();
    for (var update : inSequence) {
      switch (update.content()) {
        case Update.Content.Paid(var payment) ->
            told.add(new Told(update, new Report.Paid(payment)));
        case Update.Content.Refunded(var refund) ->
            told.add(new Told(update, new Report.Refunded(refund)));
        case Update.Content.SubscriptionChanged(var change) ->
            told.add(new Told(update, new Report.SubscriptionChanged(change)));
        case Update.Content.Chatted _ -> chatted.add(update);
        case Update.Content.Unreadable(var reason) -> reject(update, reason);
        case Update.Content.AskedToPay _, Update.Content.NotForUs _ -> {}
      }
    }
    if (!told.isEmpty()) recordPaid(told);
    if (!chatted.isEmpty()) keep(chatted);
  }

  /** After the money. Unless the database is away, whatever it says of them holds nobody up. */
  private void keep(List<Update> chatted) {
    var told =
        chatted.stream()
            .map(update -> ((Update.Content.Chatted) update.content()).update())
            .toList();
    try {
      keepChats.keep(told);
    } catch (DatabaseException.Contended e) {
      throw e; // they are not to blame, and come again
    } catch (DatabaseException.Unavailable e) {
      if (!e.isOnlyALock()) throw e;
      chatted.forEach(update -> reject(update, String.valueOf(e.getMessage())));
    } catch (DatabaseException.Refused e) {
      chatted.forEach(update -> reject(update, String.valueOf(e.getMessage())));
    }
  }

  private void recordPaid(List<Told> told) {
    try {
      recordTogether(told);
    } catch (DatabaseException.Contended e) {
      throw e; // the batch is not to blame
    } catch (DatabaseException.Unavailable e) {
      if (told.size() == 1 || !e.isOnlyALock()) throw e;
      recordWhatIsNotLocked(told);
    } catch (RuntimeException e) { // Whatever it is, it must not keep the other buyers waiting.
      if (e instanceof DatabaseException.Refused refused && !refused.blamesTheData()) throw e;
      if (told.size() == 1) {
        reject(told.getFirst().update(), String.valueOf(e.getMessage()));
        return;
      }
      log.warn("a batch of {} reports cannot be recorded, trying one by one", told.size(), e);
      told.forEach(one -> recordPaid(List.of(one)));
    }
  }

  /** Somebody holds a row of one of them: the others need not wait, and it comes again. */
  private void recordWhatIsNotLocked(List<Told> told) {
    var locked = new ArrayList<DatabaseException>();
    for (var one : told) {
      try {
        recordPaid(List.of(one));
      } catch (DatabaseException.Unavailable e) {
        locked.add(e);
        if (locked.size() == MOST_LOCKED) break; // not a row, then: each costs a lock's time-out
      }
    }
    if (!locked.isEmpty()) throw locked.getFirst();
  }

  private void recordTogether(List<Told> told) {
    var began = meters.now();
    var outcomes = recordPayments.record(told.stream().map(Told::report).toList());
    meters.recorded(began, outcomes);
    for (var i = 0; i < told.size(); i++) {
      var update = told.get(i).update();
      var outcome = outcomes.get(i);
      try (var scope = told.get(i).report().logScope()) {
        scope.with(LogScope.UPDATE, update.id());
        outcome.about().ifPresent(invoice -> scope.with(LogScope.INVOICE, invoice.payload()));
        Traces.happened(outcome.getClass().getSimpleName());
        log.info("update {}, {}: {}", update.id(), told.get(i).report().subject(), outcome);
        if (outcome instanceof Outcome.Conflicts(var recorded)) {
          reject(update, "this charge is recorded with other facts: " + recorded);
        }
      }
    }
  }

  private void reject(Update update, String reason) {
    var now = clock.instant();
    var isNew =
        database.inTransaction(
            tx -> RejectedUpdateStore.insert(tx, bot, update.id(), reason, update.json(), now));
    if (!isNew) return;
    meters.rejected();
    try (var _ = LogScope.open().with(LogScope.UPDATE, update.id())) {
      Traces.happened("Rejected");
      log.error("update {} kept in rejected_update: {}", update.id(), reason);
    }
  }
}
