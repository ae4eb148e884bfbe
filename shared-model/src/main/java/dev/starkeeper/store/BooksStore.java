package dev.starkeeper.store;

import static dev.starkeeper.schema.Tables.HISTORY_CURSOR;

import dev.starkeeper.model.Books;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.PaymentTotal;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Telegram's ledger beside ours. */
public final class BooksStore {
  private BooksStore() {}

  /** All at one moment, if asked first in its transaction. */
  public static Books find(DSLContext tx, BotId bot) {
    tx.execute("set transaction isolation level repeatable read, read only");
    var ledger = PaymentTotalStore.find(tx, bot);
    return tx.select(HISTORY_CURSOR.fields())
        .from(HISTORY_CURSOR)
        .where(HISTORY_CURSOR.BOT_ID.eq(bot))
        .fetchOptional(row -> books(tx, bot, row, ledger))
        .orElseGet(() -> Books.notBegun(ledger));
  }

  private static Books books(DSLContext tx, BotId bot, Record row, PaymentTotal ledger) {
    var cursor = HistoryCursorStore.cursor(row);
    var rejected = StarTransactionStore.countRejected(tx, bot, cursor.shown());
    return new Books(
        cursor,
        StarTotalStore.find(tx, bot, cursor.shown()),
        HistoryCursorStore.balance(row),
        HistoryCursorStore.findings(row, rejected),
        ledger);
  }
}
