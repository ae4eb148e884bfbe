package dev.starkeeper.bot.chat;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.DatabaseException;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChatUpdate;
import dev.starkeeper.store.ChatUpdateStore;
import dev.starkeeper.store.CustomerStore;
import dev.starkeeper.store.SupportStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what people do in their chats until it is answered. That is all the poller has to do with
 * it: answering is a task, so that no payment ever waits for a conversation, and none is lost.
 */
public final class KeepChats {
  private static final Logger log = LoggerFactory.getLogger(KeepChats.class);

  private static final int MOST_WAITING = 20; // of one user: he does not wait for the answers
  private static final Duration KEPT = Duration.ofDays(2); // Telegram repeats none after one
  private static final Duration OVERDUE = Duration.ofSeconds(30); // a task takes them up at once
  private static final int AT_ONCE = 100; // the others next time
  private static final int FORGOTTEN_AT_ONCE = 10_000; // more than come in a minute

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

  /**
   * Has those conversations taken up that no task goes on with, as after a crash in the wrong
   * moment, and forgets what is long answered.
   */
  public void sweep() {
    var now = clock.instant();
    var overdue =
        database.inTransaction(tx -> {
          SupportStore.forgetDrafts(tx, now.minus(KEPT));
          ChatUpdateStore.forget(tx, now.minus(KEPT), FORGOTTEN_AT_ONCE);
          var chats = ChatUpdateStore.overdue(tx, now.minus(OVERDUE), AT_ONCE);
          chats.forEach(
              chat -> ChatUpdateStore.schedule(tx, chat.bot(), List.of(chat.customer()), now));
          return chats;
        });
    tell(overdue);
  }

  private static void tell(Collection<ChatUpdateStore.Chat> overdue) {
    if (!overdue.isEmpty()) log.debug("{} conversations are overdue", overdue.size());
  }
}
