package dev.starkeeper.invoice.sale;

import dev.starkeeper.db.Database;
import dev.starkeeper.model.Books;
import dev.starkeeper.model.BotId;
import dev.starkeeper.store.BooksStore;

/** Shows Telegram's ledger beside ours, as the worker has read it last. */
public final class ReadBooks {
  private final Database database;
  private final BotId bot;

  public ReadBooks(Database database, BotId bot) {
    this.database = database;
    this.bot = bot;
  }

  public Books read() {
    return database.inTransaction(tx -> BooksStore.find(tx, bot));
  }
}
