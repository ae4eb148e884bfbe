package dev.starkeeper.bot.chat;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.DatabaseException;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChatUpdate;
import dev.starkeeper.store.ChatUpdateStore;
import dev.starkeeper.store.CustomerStore;
import java.time.InstantSource;
import java.util.List;

/**
 * Keeps what people do in their chats until it is answered. That is all the poller has to do with
 * it: answering is a task, so that no payment ever waits for a conversation, and none is lost.
 */
public final class KeepChats {
  private static final int MOST_WAITING = 20; // of one user: he does not wait for the answers

  private final Database database;
  private final BotId bot;
  private final InstantSource clock;

  public KeepChats(Database database, BotId bot, InstantSource clock) {
    this.database = database;
    this.bot = bot;
    this.clock = clock;
  }

  /**
   * Returns when what is wanted of it is committed; what was kept before stays as it is.
   *
   * @throws DatabaseException and then nothing is lost if the same comes again
   */
  public void keep(List<ChatUpdate> told) {
    var now = clock.instant();
    database.inTransactionDo(tx -> {
      var customers = ChatUpdateStore.insertNew(tx, bot, told, MOST_WAITING, now);
      if (customers.isEmpty()) return;
      ChatUpdateStore.schedule(tx, bot, customers, now);
      var users = told.stream().map(ChatUpdate::from).filter(u -> customers.contains(u.id()));
      CustomerStore.remember(tx, bot, users.toList(), now); // who writes has not blocked us
    });
  }
}
