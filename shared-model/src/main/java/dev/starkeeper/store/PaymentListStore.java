package dev.starkeeper.store;

import static dev.starkeeper.schema.Tables.PAYMENT;
import static dev.starkeeper.schema.Tables.REFUND_REQUEST;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.inline;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.PaymentStatus;
import dev.starkeeper.model.RecordedPayment;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.store.PaymentStore.RecordedFrom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.SelectLimitPercentStep;

/**
 * Charges as they are shown: one whose refund was asked for is on its way back, even if no worker
 * has taken that up yet. Newest first; a page costs what it shows, wherever it begins.
 */
public final class PaymentListStore {
  private static final Field<String> ASKED = REFUND_REQUEST.REASON.as("asked");

  private static final String IS_ASKED_FOR =
      """
      payment.charge_id = any(array(
        select open.charge_id from refund_request as open
        where open.bot_id = ? and open.taken_at is null))
      """;

  /** All there is to say of a charge; {@code from} is who told us of it first. */
  public record Listed(
      RecordedPayment recorded,
      Optional<InvoiceId> invoice,
      RecordedFrom from,
      Optional<Instant> refundedAt) {
    public PaymentStatus status() {
      return recorded.status();
    }

    public Position position() {
      return new Position(recorded.payment().paidAt(), recorded.payment().chargeId());
    }
  }

  /** A place in the list: behind that charge. */
  public record Position(Instant paidAt, ChargeId charge) {
    /** Before all others. */
    public static final Position TOP =
        new Position(Instant.parse("9999-12-31T23:59:59Z"), new ChargeId("none"));
  }

  /** At most {@code limit} charges from there on. */
  public record Slice(Position after, int limit) {}

  private PaymentListStore() {}

  public static Optional<Listed> find(DSLContext tx, BotId bot, ChargeId charge) {
    return select(tx, bot, PAYMENT.CHARGE_ID.eq(charge)).fetchOptional(PaymentListStore::read);
  }

  public static List<Listed> all(DSLContext tx, BotId bot, Slice slice) {
    return cut(select(tx, bot, isBehind(slice)), slice).fetch(PaymentListStore::read);
  }

  /** What this customer paid, for himself or for others. */
  public static List<Listed> paidBy(DSLContext tx, BotId bot, TelegramUserId payer, Slice slice) {
    return cut(select(tx, bot, isBehind(slice)).and(PAYMENT.PAYER_ID.eq(payer)), slice)
        .fetch(PaymentListStore::read);
  }

  public static List<Listed> withStatus(
      DSLContext tx, BotId bot, PaymentStatus status, Slice slice) {
    var recorded = select(tx, bot, isBehind(slice)).and(isRecordedAs(status));
    return switch (status) {
      case FULFILLED, UNMATCHED, REFUND_FAILED ->
          cut(recorded.and(REFUND_REQUEST.CHARGE_ID.isNull()), slice).fetch(PaymentListStore::read);
      case REFUNDED -> cut(recorded, slice).fetch(PaymentListStore::read);
      case REFUND_REQUESTED -> {
        var asked =
            select(tx, bot, isBehind(slice))
                .and(condition(IS_ASKED_FOR, bot.value()))
                .and(
                    isRecordedAs(PaymentStatus.FULFILLED)
                        .or(isRecordedAs(PaymentStatus.UNMATCHED))
                        .or(isRecordedAs(PaymentStatus.REFUND_FAILED)));
        // In one statement: between two of them a worker could take a request up.
        yield cut(recorded, slice)
            .unionAll(cut(asked, slice))
            .orderBy(PAYMENT.PAID_AT.desc(), PAYMENT.CHARGE_ID.desc())
            .limit(inline(slice.limit()))
            .fetch(PaymentListStore::read);
      }
    };
  }

  private static SelectConditionStep<Record> select(DSLContext tx, BotId bot, Condition which) {
    return tx.select(PAYMENT.fields())
        .select(ASKED)
        .from(PAYMENT)
        .leftJoin(REFUND_REQUEST)
        .on(REFUND_REQUEST.BOT_ID.eq(PAYMENT.BOT_ID))
        .and(REFUND_REQUEST.CHARGE_ID.eq(PAYMENT.CHARGE_ID))
        .and(REFUND_REQUEST.TAKEN_AT.isNull())
        .where(PAYMENT.BOT_ID.eq(bot), which);
  }

  /** In words, not as a parameter: a generic plan could not use the partial index otherwise. */
  private static Condition isRecordedAs(PaymentStatus status) {
    return PAYMENT.STATUS.eq(inline(status, PAYMENT.STATUS));
  }

  private static Condition isBehind(Slice slice) {
    return condition(
        "(payment.paid_at, payment.charge_id) < (?::timestamptz, ?)",
        slice.after().paidAt().atOffset(ZoneOffset.UTC),
        slice.after().charge().value());
  }

  /** The limit in words too: a plan for any limit is one for a tenth of the table. */
  private static SelectLimitPercentStep<Record> cut(
      SelectConditionStep<Record> select, Slice slice) {
    return select
        .orderBy(PAYMENT.PAID_AT.desc(), PAYMENT.CHARGE_ID.desc())
        .limit(inline(slice.limit()));
  }

  private static Listed read(Record row) {
    var recorded = PaymentStore.read(row);
    var asked = row.get(ASKED);
    return new Listed(
        asked != null && recorded.status().canBecome(PaymentStatus.REFUND_REQUESTED)
            ? new RecordedPayment(recorded.payment(), PaymentStatus.REFUND_REQUESTED, asked)
            : recorded,
        Optional.ofNullable(row.get(PAYMENT.INVOICE_ID)),
        RecordedFrom.valueOf(row.get(PAYMENT.RECORDED_FROM)),
        Optional.ofNullable(row.get(PAYMENT.REFUNDED_AT)));
  }
}
