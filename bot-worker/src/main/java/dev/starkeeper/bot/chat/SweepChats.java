package dev.starkeeper.bot.chat;

import dev.starkeeper.db.Database;
import dev.starkeeper.store.ChatUpdateStore;
import dev.starkeeper.store.SupportStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after the conversations of all bots. */
public final class SweepChats {
  private static final Logger log = LoggerFactory.getLogger(SweepChats.class);

  private static final Duration KEPT = Duration.ofDays(2); // Telegram repeats none after one
  private static final Duration OVERDUE = Duration.ofSeconds(30); // a task takes them up at once
  private static final int AT_ONCE = 100; // the others next time
  private static final int FORGOTTEN_AT_ONCE = 10_000; // more than come in a minute

  private final Database database;
  private final InstantSource clock;

  public SweepChats(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
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
