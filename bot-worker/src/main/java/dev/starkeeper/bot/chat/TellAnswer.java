package dev.starkeeper.bot.chat;

import dev.starkeeper.db.Database;
import dev.starkeeper.model.SupportRequest;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.store.CustomerStore;
import dev.starkeeper.store.SupportStore;
import dev.starkeeper.store.SupportStore.Subject;
import dev.starkeeper.telegram.ChatMessage;
import dev.starkeeper.telegram.Chats;
import dev.starkeeper.telegram.TelegramException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells customers what the merchant has answered. */
public final class TellAnswer {
  private static final Logger log = LoggerFactory.getLogger(TellAnswer.class);

  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;

  private final Database database;
  private final Speaker speaker;
  private final InstantSource clock;

  public TellAnswer(Database database, Chats chats, InstantSource clock, ChatConfig config) {
    this.database = database;
    this.speaker = new Speaker(chats, config.phrases(), config.addresses());
    this.clock = clock;
  }

  /**
   * May run twice: after a lost answer of Telegram's he is told twice.
   *
   * @throws TelegramException if another attempt may help
   */
  public void tell(Subject subject) {
    var request =
        database
            .inTransaction(tx -> SupportStore.find(tx, subject.bot(), subject.request()))
            .filter(found -> found.answer().filter(a -> a.sentAt().isEmpty()).isPresent());
    if (request.isEmpty()) return; // an earlier attempt got to the end
    var customer =
        database.inTransaction(
            tx -> CustomerStore.reachable(tx, subject.bot(), request.get().customer()));
    customer.ifPresentOrElse(
        user -> tell(subject, request.get(), user),
        () -> log.info("answer {}: its customer has blocked the bot", subject.request().text()));
  }

  private void tell(Subject subject, SupportRequest request, TelegramUser customer) {
    var name = subject.request().text();
    var words = request.answer().orElseThrow().text();
    var now = clock.instant();
    try {
      var in = speaker.to(customer);
      speaker.chats().send(customer.id(), ChatMessage.plain(in.say("support.answer", words)));
      database.inTransactionDo(
          tx -> SupportStore.markSent(tx, subject.bot(), subject.request(), now));
      log.info("answer {} told to {}", name, customer.id().value());
    } catch (TelegramException.Refused e) {
      if (e.code() != BAD_REQUEST && e.code() != FORBIDDEN) throw e;
      log.info("answer {} not taken: {}", name, e.getMessage());
      if (e.code() != FORBIDDEN) return;
      database.inTransactionDo(
          tx -> CustomerStore.noteBlocked(tx, subject.bot(), customer.id(), now));
    }
  }
}
