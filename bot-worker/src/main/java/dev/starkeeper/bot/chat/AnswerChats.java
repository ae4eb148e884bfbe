package dev.starkeeper.bot.chat;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.LogScope;
import dev.starkeeper.model.ChatUpdate.Deed;
import dev.starkeeper.model.InvoiceIds;
import dev.starkeeper.sale.Bot;
import dev.starkeeper.sale.CreateInvoice;
import dev.starkeeper.sale.EditSubscription;
import dev.starkeeper.store.ChatUpdateStore;
import dev.starkeeper.store.ChatUpdateStore.Chat;
import dev.starkeeper.store.ChatUpdateStore.Waiting;
import dev.starkeeper.store.CustomerStore;
import dev.starkeeper.telegram.Chats;
import dev.starkeeper.telegram.TelegramException;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what people write to the bot and press, each in turn. */
public final class AnswerChats {
  private static final Logger log = LoggerFactory.getLogger(AnswerChats.class);

  private static final int AT_ONCE = 5; // then others have their turn
  private static final int MOST_ATTEMPTS = 5; // then it is given up, so that his next is answered
  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;

  private final Database database;
  private final Chats chats;
  private final InstantSource clock;
  private final Menu menu;
  private final Dispatch dispatch;

  public AnswerChats(
      Database database, Bot bot, Chats chats, ChatConfig config, InstantSource clock) {
    this.database = database;
    this.chats = chats;
    this.clock = clock;
    var speaker = new Speaker(chats, config.phrases(), config.addresses());
    var ids = InvoiceIds.timeOrdered(clock);
    var createInvoice = new CreateInvoice(database, bot, ids, config.mint(), clock);
    var editSubscription = new EditSubscription(database, bot, config.grace(), clock);
    menu = new Menu(speaker);
    dispatch =
        new Dispatch(
            menu,
            new SellInChat(database, bot, createInvoice, speaker),
            new ShowPurchases(database, bot.id(), speaker, config.grace(), clock),
            new EndSubscription(database, bot.id(), editSubscription, speaker),
            new AskForHelp(database, bot.id(), speaker, clock));
  }

  /** Tells Telegram which commands there are. */
  public void publishCommands() {
    menu.publish();
  }

  /**
   * Answers some of what waits of one user; may run twice, and after a lost answer says it twice.
   *
   * @throws TelegramException if another attempt may help
   */
  public void answer(Chat chat) {
    for (var waiting : waiting(chat)) {
      try (var _ = logScope(chat, waiting)) {
        answerOnce(chat, waiting);
      }
    }
  }

  private static LogScope logScope(Chat chat, Waiting waiting) {
    return LogScope.open()
        .with(LogScope.BOT, chat.bot().value())
        .with(LogScope.CUSTOMER, chat.customer().value())
        .with(LogScope.UPDATE, waiting.update().updateId());
  }

  private void answerOnce(Chat chat, Waiting waiting) {
    if (waiting.attempts() >= MOST_ATTEMPTS) {
      log.error("update {} of {} given up", waiting.update().updateId(), chat.customer().value());
    } else {
      answer(chat, waiting);
    }
    var now = clock.instant();
    var id = waiting.update().updateId();
    database.inTransactionDo(tx -> ChatUpdateStore.markAnswered(tx, chat, id, now));
  }

  /** To be called once this conversation's task is over: has it taken up again if more waits. */
  public void goOn(Chat chat) {
    var now = clock.instant();
    database.inTransactionDo(tx -> {
      if (ChatUpdateStore.waiting(tx, chat, 1).isEmpty()) return;
      ChatUpdateStore.schedule(tx, chat.bot(), List.of(chat.customer()), now);
    });
  }

  private List<Waiting> waiting(Chat chat) {
    return database.inTransaction(tx -> ChatUpdateStore.waiting(tx, chat, AT_ONCE));
  }

  private void answer(Chat chat, Waiting waiting) {
    var id = waiting.update().updateId();
    try {
      // Before, so that one which ends the process every time ends it a few times only.
      database.inTransactionDo(tx -> ChatUpdateStore.noteAttempt(tx, chat, id));
      dispatch.answer(waiting);
      endWaiting(waiting);
      log.info("update {} of {} answered", id, chat.customer().value());
    } catch (TelegramException.TooManyRequests e) {
      database.inTransactionDo(tx -> ChatUpdateStore.takeAttemptBack(tx, chat, id));
      throw e; // it will be said, only later
    } catch (TelegramException.Refused e) {
      if (e.code() != BAD_REQUEST && e.code() != FORBIDDEN) throw e;
      log.info("update {} of {}: {}", id, chat.customer().value(), e.getMessage());
      if (e.code() == FORBIDDEN) noteBlocked(chat);
    }
  }

  /** Of a button: Telegram forgets the press after a while, and then he has waited in vain. */
  private void endWaiting(Waiting waiting) {
    if (!(waiting.update().deed() instanceof Deed.Pressed(var queryId, _, _))) return;
    try {
      chats.answerCallbackQuery(queryId, "");
    } catch (TelegramException e) {
      log.debug("a press is not answered: {}", e.getMessage());
    }
  }

  private void noteBlocked(Chat chat) {
    var now = clock.instant();
    database.inTransactionDo(tx -> CustomerStore.noteBlocked(tx, chat.bot(), chat.customer(), now));
  }
}
