package dev.starkeeper.bot;

import dev.starkeeper.db.Database;
import dev.starkeeper.store.CustomerStore;
import dev.starkeeper.store.OwedWorkStore.Subject;
import dev.starkeeper.store.ReceiptStore;
import dev.starkeeper.telegram.Telegram;
import dev.starkeeper.telegram.TelegramException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a payer why his Stars came back without his asking. */
final class TellRefund {
  private static final Logger log = LoggerFactory.getLogger(TellRefund.class);

  private final Database database;
  private final Telegram telegram;
  private final InstantSource clock;
  private final Phrases phrases;

  TellRefund(Database database, Telegram telegram, InstantSource clock, Phrases phrases) {
    this.database = database;
    this.telegram = telegram;
    this.clock = clock;
    this.phrases = phrases;
  }

  /**
   * May run twice: after a lost answer he is told twice.
   *
   * @throws TelegramException if another attempt may help
   */
  void tell(Subject subject) {
    var notice =
        database.inTransaction(tx -> ReceiptStore.notice(tx, subject.bot(), subject.charge()));
    if (notice.isEmpty()) return; // he has blocked the bot
    var payer = notice.get().payer();
    try {
      telegram.sendMessage(payer.id(), phrases.in(payer.languageCode()).refunded(notice.get()));
      log.info("refund of {} told to {}", subject.charge().value(), payer.id().value());
    } catch (TelegramException.Refused e) {
      log.info("refund of {} not told: {}", subject.charge().value(), e.getMessage());
      if (e.code() != 403) return;
      var now = clock.instant();
      database.inTransactionDo(tx -> CustomerStore.noteBlocked(tx, subject.bot(), payer.id(), now));
    }
  }
}
