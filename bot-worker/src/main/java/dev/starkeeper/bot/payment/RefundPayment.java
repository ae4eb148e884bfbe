package dev.starkeeper.bot.payment;

import dev.starkeeper.db.Database;
import dev.starkeeper.model.RefundedPayment;
import dev.starkeeper.store.OwedWorkStore;
import dev.starkeeper.store.PaymentStore;
import dev.starkeeper.store.RefundStore;
import dev.starkeeper.store.RefundStore.ToRefund;
import dev.starkeeper.telegram.Telegram;
import dev.starkeeper.telegram.TelegramException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives a charge back to its payer: Telegram first, then our state. */
public final class RefundPayment {
  private static final Logger log = LoggerFactory.getLogger(RefundPayment.class);

  /** How an attempt ends, unless it throws. */
  public enum Ended {
    DONE,
    /** Telegram will not: it waits for a person. */
    REFUSED,
    /** An earlier attempt got to the end, or it came back by itself. */
    NOTHING_TO_DO
  }

  private static final String ALREADY_DONE = "CHARGE_ALREADY_REFUNDED";

  private static final int BAD_REQUEST = 400;

  private final Database database;
  private final Telegram telegram;
  private final InstantSource clock;
  private final RecordPayments recordPayments;

  public RefundPayment(
      Database database, Telegram telegram, InstantSource clock, RecordPayments recordPayments) {
    this.database = database;
    this.telegram = telegram;
    this.clock = clock;
    this.recordPayments = recordPayments;
  }

  /**
   * May run twice: Telegram refunds a charge once, and says so the second time.
   *
   * @throws TelegramException if another attempt may help
   */
  public Ended refund(OwedWorkStore.Subject subject) {
    var wanted =
        database.inTransaction(tx -> {
          RefundStore.take(tx, subject.bot(), subject.charge(), clock.instant());
          return RefundStore.find(tx, subject.bot(), subject.charge());
        });
    if (wanted.isEmpty()) return Ended.NOTHING_TO_DO;
    endSubscription(wanted.get());
    try {
      telegram.refundStarPayment(wanted.get().payer(), subject.charge());
    } catch (TelegramException.Refused e) {
      if (e.code() != BAD_REQUEST) throw e; // of the token or the bot, not of this charge
      if (!e.description().contains(ALREADY_DONE)) {
        markFailed(subject, e.description());
        return Ended.REFUSED;
      }
    }
    record(subject);
    log.info("payment {} refunded to {}", subject.charge().value(), wanted.get().payer().value());
    return Ended.DONE;
  }

  /** Whether a refund also stops renewal is not known (facts §3.6): so both are asked for. */
  private void endSubscription(ToRefund wanted) {
    if (wanted.subscription().isEmpty()) return;
    var first = wanted.subscription().get();
    try {
      telegram.editUserStarSubscription(wanted.payer(), first, true);
    } catch (TelegramException.Refused e) {
      if (e.code() != BAD_REQUEST) throw e;
      log.warn("the subscription of {} is not cancelled: {}", first.value(), e.description());
    }
  }

  private void record(OwedWorkStore.Subject subject) {
    var now = clock.instant();
    database.inTransactionDo(tx -> {
      var known = PaymentStore.find(tx, subject.bot(), Set.of(subject.charge()));
      var payment = Optional.ofNullable(known.get(subject.charge())).orElseThrow();
      var told = payment.payment();
      var refund =
          new RefundedPayment(
              told.chargeId(), told.payer(), told.stars(), told.invoicePayload(), now);
      recordPayments.recordIn(tx, List.of(new Report.Refunded(refund)), Source.OURSELVES);
    });
  }

  private void markFailed(OwedWorkStore.Subject subject, String words) {
    database.inTransactionDo(
        tx -> RefundStore.markFailed(tx, subject.bot(), subject.charge(), words));
    log.error("payment {} cannot be refunded: {}", subject.charge().value(), words);
  }
}
