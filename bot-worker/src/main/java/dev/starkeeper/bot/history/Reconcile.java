package dev.starkeeper.bot.history;

import dev.starkeeper.bot.meter.RecordingMeters;
import dev.starkeeper.bot.payment.RecordPayments;
import dev.starkeeper.db.Database;
import dev.starkeeper.model.Books;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.HistoryCursor;
import dev.starkeeper.sale.Bot;
import dev.starkeeper.store.BooksStore;
import dev.starkeeper.store.HistoryCursorStore;
import dev.starkeeper.store.StarTotalStore;
import dev.starkeeper.store.StarTransactionStore;
import dev.starkeeper.telegram.TelegramException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings our books to where Telegram's are: every charge and refund that no update told us of is
 * recorded, and everything else is counted. Any number may run at once.
 */
public final class Reconcile {
  private static final Logger log = LoggerFactory.getLogger(Reconcile.class);

  private static final int FORGOTTEN_AT_ONCE = 5_000; // a second's work, of the five it may take

  private final Database database;
  private final BotId bot;
  private final InstantSource clock;
  private final CopyHistory copyHistory;
  private final ApplyHistory applyHistory;

  public Reconcile(
      Database database,
      Bot bot,
      InstantSource clock,
      RecordPayments recordPayments,
      RecordingMeters meters) {
    this.database = database;
    this.bot = bot.id();
    this.clock = clock;
    copyHistory = new CopyHistory(database, bot.telegram(), bot.id(), clock);
    applyHistory = new ApplyHistory(database, bot.id(), clock, recordPayments, meters);
  }

  /**
   * Goes on where an earlier run was cut short, to the list's end.
   *
   * @throws TelegramException and then the next run goes on from where this one came to
   */
  public void run() {
    database.inTransactionDo(tx -> HistoryCursorStore.begin(tx, bot, clock.instant()));
    copyHistory.copy();
    applyHistory.apply();
    forgetOlder();
    var books = books();
    books.warnings().forEach(warning -> log.warn("books of bot {}: {}", bot.value(), warning));
    log.debug("bot {}: {} transactions", bot.value(), books.transactions());
  }

  private Books books() {
    return database.inTransaction(tx -> BooksStore.find(tx, bot));
  }

  /** What older copies are is no news once a newer one is complete. */
  private void forgetOlder() {
    var complete =
        database
            .inTransaction(tx -> HistoryCursorStore.find(tx, bot))
            .map(HistoryCursor::complete)
            .orElse(0);
    if (complete < 2) return;
    int forgotten;
    do {
      Stopping.check();
      forgotten =
          database.inTransaction(tx -> {
            StarTotalStore.forget(tx, bot, complete);
            return StarTransactionStore.forget(tx, bot, complete, FORGOTTEN_AT_ONCE);
          });
    } while (forgotten > 0);
  }
}
