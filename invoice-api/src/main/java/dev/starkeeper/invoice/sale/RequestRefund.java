package dev.starkeeper.invoice.sale;

import dev.starkeeper.db.Database;
import dev.starkeeper.invoice.caller.Caller;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.PaymentStatus;
import dev.starkeeper.store.OwedWorkStore;
import dev.starkeeper.store.PaymentListStore;
import dev.starkeeper.store.PaymentListStore.Listed;
import dev.starkeeper.store.RefundStore;
import java.time.Instant;
import java.time.InstantSource;
import org.jooq.DSLContext;

/** Takes down that a charge is to go back to its payer. A worker does it, durably and once. */
public final class RequestRefund {
  /** What came of asking. */
  public sealed interface Outcome {
    /** It is on its way, since now or since before. */
    record Requested(Listed payment) implements Outcome {}

    /** It was back before. */
    record RefundedBefore(Listed payment) implements Outcome {}

    record UnknownCharge() implements Outcome {}

    /** An attempt that Telegram refused is ending in this moment. */
    record Busy() implements Outcome {}
  }

  /** Rolls back: the work of the earlier attempt, about to be deleted, stands for ours. */
  private static final class StillEnding extends RuntimeException {}

  private final Database database;
  private final BotId bot;
  private final InstantSource clock;

  public RequestRefund(Database database, BotId bot, InstantSource clock) {
    this.database = database;
    this.bot = bot;
    this.clock = clock;
  }

  /** Safe to ask again. One that Telegram would not take back is asked for anew. */
  public Outcome request(ChargeId charge, String reason, Caller.Server server) {
    try {
      return database.inTransaction(tx -> request(tx, charge, reason, server, clock.instant()));
    } catch (StillEnding e) {
      return new Outcome.Busy();
    }
  }

  private Outcome request(
      DSLContext tx, ChargeId charge, String reason, Caller.Server server, Instant now) {
    var found = PaymentListStore.find(tx, bot, charge);
    if (found.isEmpty()) return new Outcome.UnknownCharge();
    var payment = found.get();
    return switch (payment.status()) {
      case REFUNDED -> new Outcome.RefundedBefore(payment);
      case REFUND_REQUESTED -> new Outcome.Requested(payment);
      case FULFILLED, UNMATCHED, REFUND_FAILED -> {
        RefundStore.request(tx, bot, charge, reason, server.name(), now);
        schedule(tx, payment, now);
        yield new Outcome.Requested(PaymentListStore.find(tx, bot, charge).orElseThrow());
      }
    };
  }

  /** The request's row is locked by now, so nobody schedules the same beside us. */
  private void schedule(DSLContext tx, Listed payment, Instant now) {
    var charge = payment.recorded().payment().chargeId();
    var subject = new OwedWorkStore.Subject(bot, charge);
    var work = new OwedWorkStore.Owed(OwedWorkStore.REFUND, subject);
    var isNew = OwedWorkStore.scheduleOnce(tx, work, now);
    // A worker first writes that it failed, then deletes the work: ours would go with it.
    if (!isNew && payment.status() == PaymentStatus.REFUND_FAILED) throw new StillEnding();
  }
}
