package dev.starkeeper.bot;

import dev.starkeeper.db.Database;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.store.CustomerStore;
import dev.starkeeper.store.OwedWorkStore.Subject;
import dev.starkeeper.store.ReceiptStore;
import dev.starkeeper.telegram.Telegram;
import dev.starkeeper.telegram.TelegramException;
import java.time.InstantSource;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells payers what came of their charges. Never touches what was delivered or returned. */
final class TellPayer {
  private static final Logger log = LoggerFactory.getLogger(TellPayer.class);

  private static final int FORBIDDEN = 403;

  private final Database database;
  private final Telegram telegram;
  private final InstantSource clock;
  private final Phrases phrases;

  TellPayer(Database database, Telegram telegram, InstantSource clock, Phrases phrases) {
    this.database = database;
    this.telegram = telegram;
    this.clock = clock;
    this.phrases = phrases;
  }

  /**
   * What he has bought. May run twice: after a lost answer he is told twice.
   *
   * @throws TelegramException if another attempt may help
   */
  void receipt(Subject subject) {
    database
        .inTransaction(tx -> ReceiptStore.receipt(tx, subject.bot(), subject.charge()))
        .ifPresentOrElse(
            receipt -> tell("receipt for", subject, receipt.payer(), in -> in.receipt(receipt)),
            () -> log.info("receipt for {} not wanted", subject.charge().value()));
  }

  /**
   * Why his Stars came back without his asking. May run twice, as {@link #receipt}.
   *
   * @throws TelegramException if another attempt may help
   */
  void refund(Subject subject) {
    database
        .inTransaction(tx -> ReceiptStore.notice(tx, subject.bot(), subject.charge()))
        .ifPresentOrElse(
            notice -> tell("refund of", subject, notice.payer(), in -> in.refunded(notice)),
            () -> log.info("refund of {} not wanted", subject.charge().value()));
  }

  private void tell(
      String what, Subject subject, TelegramUser payer, Function<Phrases.Spoken, String> text) {
    var charge = subject.charge().value();
    try {
      telegram.sendMessage(payer.id(), text.apply(phrases.in(payer.languageCode())));
      log.info("{} {} told to {}", what, charge, payer.id().value());
    } catch (TelegramException.Refused e) {
      // Blocked, deactivated, never started: a fact about the customer, not a fault.
      log.info("{} {} not taken: {}", what, charge, e.getMessage());
      if (e.code() == FORBIDDEN) noteBlocked(subject, payer);
    }
  }

  private void noteBlocked(Subject subject, TelegramUser payer) {
    var now = clock.instant();
    database.inTransactionDo(tx -> CustomerStore.noteBlocked(tx, subject.bot(), payer.id(), now));
  }
}
