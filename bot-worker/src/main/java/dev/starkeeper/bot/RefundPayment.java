package dev.starkeeper.bot;

import dev.starkeeper.db.Database;
import dev.starkeeper.store.PaymentStore;
import dev.starkeeper.telegram.Telegram;
import dev.starkeeper.telegram.TelegramException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives a charge back to its payer: Telegram first, then our state. */
final class RefundPayment {
  private static final Logger log = LoggerFactory.getLogger(RefundPayment.class);

  private static final String ALREADY_DONE = "CHARGE_ALREADY_REFUNDED";

  private static final int BAD_REQUEST = 400;

  private final Database database;
  private final Telegram telegram;
  private final InstantSource clock;

  RefundPayment(Database database, Telegram telegram, InstantSource clock) {
    this.database = database;
    this.telegram = telegram;
    this.clock = clock;
  }

  /**
   * May run twice: Telegram refunds a charge once, and says so the second time.
   *
   * @throws TelegramException if another attempt may help
   */
  void refund(OwedWork.Subject subject) {
    var payer =
        database.inTransaction(
            tx -> PaymentStore.payerToRefund(tx, subject.bot(), subject.charge()));
    if (payer.isEmpty()) return; // an earlier attempt got to the end
    try {
      telegram.refundStarPayment(payer.get(), subject.charge());
    } catch (TelegramException.Refused e) {
      if (e.code() != BAD_REQUEST) throw e; // of the token or the bot, not of this charge
      if (!e.description().contains(ALREADY_DONE)) {
        markFailed(subject, e.description());
        return;
      }
    }
    var now = clock.instant();
    database.inTransactionDo(
        tx -> PaymentStore.markRefunded(tx, subject.bot(), subject.charge(), now));
    log.info("payment {} refunded to {}", subject.charge().value(), payer.get().value());
  }

  private void markFailed(OwedWork.Subject subject, String words) {
    database.inTransactionDo(
        tx -> PaymentStore.markRefundFailed(tx, subject.bot(), subject.charge(), words));
    log.error("payment {} cannot be refunded: {}", subject.charge().value(), words);
  }
}
