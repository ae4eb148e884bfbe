package dev.starkeeper.store;

import static dev.starkeeper.schema.Tables.ENTITLEMENT_GRANT;
import static dev.starkeeper.schema.Tables.PAYMENT;
import static dev.starkeeper.schema.Tables.REFUND_REQUEST;
import static dev.starkeeper.schema.Tables.SUBSCRIPTION;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.PaymentStatus;
import dev.starkeeper.model.RefundedPayment;
import dev.starkeeper.model.TelegramUserId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Charges on their way back, and those that are back. */
public final class RefundStore {
  /** How we came to know that a charge is back. */
  public enum ToldBy {
    /** We asked Telegram for it. */
    US,
    UPDATE,
    HISTORY
  }

  private static final String MARK =
      """
      update payment
      set status = 'REFUNDED', refunded_at = back.at, refund_told_by = ?,
          reason = case when payment.status = 'FULFILLED' and payment.reason is distinct from 'IMPORTED'
                     then 'REFUNDED_OUTSIDE' else payment.reason end
      from (select charge_id, at from unnest(?::text[], ?::timestamptz[]) as told (charge_id, at)
            order by charge_id) as back
      where payment.bot_id = ? and payment.charge_id = back.charge_id
        and payment.status <> 'REFUNDED'
      returning payment.charge_id
      """;

  /** What was paid when is not told with a refund: until it is, it was paid when it went back. */
  private static final String INSERT =
      """
      insert into payment (bot_id, charge_id, payer_id, stars, invoice_payload, invoice_id, status,
                           reason, renewal, recorded_from, paid_at, recorded_at, refunded_at,
                           refund_told_by)
      select ?, r.charge_id, r.payer_id, r.stars, r.payload, r.invoice_id, 'REFUNDED',
             'REFUNDED_BEFORE_SEEN', false, case ? when 'HISTORY' then 'HISTORY' else 'UPDATE' end,
             r.at, ?::timestamptz, r.at, ?
      from unnest(?::text[], ?::bigint[], ?::integer[], ?::text[], ?::uuid[], ?::timestamptz[])
        as r (charge_id, payer_id, stars, payload, invoice_id, at)
      order by r.charge_id
      on conflict do nothing
      returning charge_id
      """;

  private static final String REQUEST =
      """
      insert into refund_request as asked (bot_id, charge_id, reason, requested_by, requested_at)
      values (?, ?, ?, ?, ?::timestamptz)
      on conflict (bot_id, charge_id) do update
      set reason = excluded.reason, requested_by = excluded.requested_by,
          requested_at = excluded.requested_at, taken_at = null
      where asked.taken_at is not null
      """;

  private static final Set<String> DUPLICATES =
      Set.of("SECOND_CHARGE", "ALREADY_OWNED", "SOLD_OUT");

  /**
   * A charge that Telegram is to give back.
   *
   * @param subscription the first charge of the subscription that would be charged again, if it is
   *     one that is to end with this refund
   */
  public record ToRefund(TelegramUserId payer, Optional<ChargeId> subscription) {}

  private RefundStore() {}

  /** Asks for it once; asks anew if an earlier request came to an end. */
  public static void request(
      DSLContext tx, BotId bot, ChargeId charge, String reason, String by, Instant now) {
    tx.execute(REQUEST, bot.value(), charge.value(), reason, by, now.atOffset(ZoneOffset.UTC));
  }

  /** Requests that were made before then, and that nobody has taken; the oldest first. */
  public static List<OwedWorkStore.Subject> overdue(DSLContext tx, Instant before, int most) {
    return tx.select(REFUND_REQUEST.BOT_ID, REFUND_REQUEST.CHARGE_ID)
        .from(REFUND_REQUEST)
        .where(REFUND_REQUEST.TAKEN_AT.isNull(), REFUND_REQUEST.REQUESTED_AT.lt(before))
        .orderBy(REFUND_REQUEST.REQUESTED_AT)
        .limit(most)
        .fetch(row -> new OwedWorkStore.Subject(row.value1(), row.value2()));
  }

  /** Makes an open request the payment's own state. */
  public static void take(DSLContext tx, BotId bot, ChargeId charge, Instant now) {
    var reason =
        tx.update(REFUND_REQUEST)
            .set(REFUND_REQUEST.TAKEN_AT, now)
            .where(REFUND_REQUEST.BOT_ID.eq(bot), REFUND_REQUEST.CHARGE_ID.eq(charge))
            .and(REFUND_REQUEST.TAKEN_AT.isNull())
            .returningResult(REFUND_REQUEST.REASON)
            .fetchOptional(REFUND_REQUEST.REASON);
    reason.ifPresent(words ->
        tx.update(PAYMENT)
            .set(PAYMENT.STATUS, PaymentStatus.REFUND_REQUESTED)
            .set(PAYMENT.REASON, words)
            .where(PAYMENT.BOT_ID.eq(bot), PAYMENT.CHARGE_ID.eq(charge))
            .and(
                PAYMENT.STATUS.in(
                    PaymentStatus.FULFILLED, PaymentStatus.UNMATCHED, PaymentStatus.REFUND_FAILED))
            .execute());
  }

  /** What Telegram is to be asked; empty when no refund of it is under way. */
  public static Optional<ToRefund> find(DSLContext tx, BotId bot, ChargeId charge) {
    return tx.select(
            PAYMENT.PAYER_ID,
            PAYMENT.PERIOD_ENDS_AT,
            PAYMENT.REASON,
            PAYMENT.RENEWAL,
            PAYMENT.RECORDED_FROM,
            ENTITLEMENT_GRANT.SUBSCRIPTION_ID,
            SUBSCRIPTION.FIRST_CHARGE_ID,
            SUBSCRIPTION.PERIOD_ENDS_AT)
        .from(PAYMENT)
        .leftJoin(ENTITLEMENT_GRANT)
        .on(ENTITLEMENT_GRANT.BOT_ID.eq(PAYMENT.BOT_ID))
        .and(ENTITLEMENT_GRANT.CHARGE_ID.eq(PAYMENT.CHARGE_ID))
        .leftJoin(SUBSCRIPTION)
        .on(SUBSCRIPTION.BOT_ID.eq(ENTITLEMENT_GRANT.BOT_ID))
        .and(SUBSCRIPTION.ID.eq(ENTITLEMENT_GRANT.SUBSCRIPTION_ID))
        .where(PAYMENT.BOT_ID.eq(bot), PAYMENT.CHARGE_ID.eq(charge))
        .and(PAYMENT.STATUS.eq(PaymentStatus.REFUND_REQUESTED))
        .fetchOptional(row ->
            new ToRefund(row.get(PAYMENT.PAYER_ID), Optional.ofNullable(toEnd(charge, row))));
  }

  /**
   * Of a delivered month's subscription, if it is the latest: the next one would follow it. A first
   * month that was not delivered began one of its own, whatever its payload says.
   */
  private static @Nullable ChargeId toEnd(ChargeId charge, Record row) {
    var until = row.get(PAYMENT.PERIOD_ENDS_AT);
    if (until == null) return null;
    if (row.get(ENTITLEMENT_GRANT.SUBSCRIPTION_ID) == null) return beganOne(row) ? charge : null;
    return until.equals(row.get(SUBSCRIPTION.PERIOD_ENDS_AT))
        ? row.get(SUBSCRIPTION.FIRST_CHARGE_ID)
        : null;
  }

  /** The history does not tell which month it is: then a reason must. */
  private static boolean beganOne(Record row) {
    if (DUPLICATES.contains(row.get(PAYMENT.REASON))) return true;
    return !row.get(PAYMENT.RENEWAL) && row.get(PAYMENT.RECORDED_FROM).equals("UPDATE");
  }

  /** Telegram would not take it back. False when no refund of it was under way. */
  public static boolean markFailed(
      DSLContext tx, BotId bot, ChargeId charge, String telegramsWords) {
    return tx.update(PAYMENT)
            .set(PAYMENT.STATUS, PaymentStatus.REFUND_FAILED)
            .set(PAYMENT.REASON, telegramsWords)
            .where(PAYMENT.BOT_ID.eq(bot), PAYMENT.CHARGE_ID.eq(charge))
            .and(PAYMENT.STATUS.eq(PaymentStatus.REFUND_REQUESTED))
            .execute()
        == 1;
  }

  /** Those of the charges that were not back before. Each must be recorded. */
  public static Set<ChargeId> mark(
      DSLContext tx, BotId bot, Collection<RefundedPayment> refunds, ToldBy by) {
    return charges(
        tx.fetch(
            MARK,
            by.name(),
            column(refunds, String[]::new, r -> r.chargeId().value()),
            column(refunds, OffsetDateTime[]::new, r -> r.at().atOffset(ZoneOffset.UTC)),
            bot.value()));
  }

  /** Records charges that we had never seen as what they are: back. Returns those that were new. */
  public static Set<ChargeId> insertRefunded(
      DSLContext tx, BotId bot, Collection<RefundedPayment> refunds, ToldBy by, Instant now) {
    return charges(
        tx.fetch(
            INSERT,
            bot.value(),
            by.name(),
            now.atOffset(ZoneOffset.UTC),
            by.name(),
            column(refunds, String[]::new, r -> r.chargeId().value()),
            column(refunds, Long[]::new, r -> r.payer().id().value()),
            column(refunds, Integer[]::new, r -> r.stars().amount()),
            column(refunds, String[]::new, RefundedPayment::invoicePayload),
            column(refunds, UUID[]::new, RefundStore::namedInvoice),
            column(refunds, OffsetDateTime[]::new, r -> r.at().atOffset(ZoneOffset.UTC))));
  }

  private static @Nullable UUID namedInvoice(RefundedPayment refund) {
    return InvoiceId.ofPayload(refund.invoicePayload()).map(InvoiceId::value).orElse(null);
  }

  private static Set<ChargeId> charges(List<? extends Record> rows) {
    return rows.stream()
        .map(row -> new ChargeId(row.get(0, String.class)))
        .collect(Collectors.toSet());
  }

  private static <T extends @Nullable Object> T[] column(
      Collection<RefundedPayment> rows,
      IntFunction<T[]> array,
      Function<RefundedPayment, T> value) {
    return rows.stream().map(value).toArray(array);
  }
}
