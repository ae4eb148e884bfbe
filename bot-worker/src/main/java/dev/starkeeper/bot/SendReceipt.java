package dev.starkeeper.bot;

import dev.starkeeper.db.Database;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.store.CustomerStore;
import dev.starkeeper.store.OwedWorkStore.Subject;
import dev.starkeeper.store.ReceiptStore;
import dev.starkeeper.telegram.Telegram;
import dev.starkeeper.telegram.TelegramException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a buyer what he has bought. Never touches what was delivered. */
final class SendReceipt {
  private static final Logger log = LoggerFactory.getLogger(SendReceipt.class);

  private final Database database;
  private final Telegram telegram;
  private final InstantSource clock;
  private final Phrases phrases;

  SendReceipt(Database database, Telegram telegram, InstantSource clock, Phrases phrases) {
    this.database = database;
    this.telegram = telegram;
    this.clock = clock;
    this.phrases = phrases;
  }

  /**
   * May run twice: after a lost answer the buyer is told twice.
   *
   * @throws TelegramException if another attempt may help
   */
  void send(Subject subject) {
    var receipt =
        database.inTransaction(tx -> ReceiptStore.receipt(tx, subject.bot(), subject.charge()));
    if (receipt.isEmpty()) {
      log.info("receipt for {} not wanted", subject.charge().value());
      return;
    }
    var payer = receipt.get().payer();
    try {
      telegram.sendMessage(payer.id(), phrases.in(payer.languageCode()).receipt(receipt.get()));
      log.info("receipt for {} sent to {}", subject.charge().value(), payer.id().value());
    } catch (TelegramException.Refused e) {
      // Blocked, deactivated, never started: a fact about the customer, not a fault.
      log.info("receipt for {} not taken: {}", subject.charge().value(), e.getMessage());
      if (e.code() == 403) noteBlocked(subject, payer.id());
    }
  }

  private void noteBlocked(Subject subject, TelegramUserId payer) {
    var now = clock.instant();
    database.inTransactionDo(tx -> CustomerStore.noteBlocked(tx, subject.bot(), payer, now));
  }
}
