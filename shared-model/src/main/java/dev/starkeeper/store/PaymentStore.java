package dev.starkeeper.store;

import static dev.starkeeper.schema.Tables.PAYMENT;
import static dev.starkeeper.store.Columns.integers;
import static dev.starkeeper.store.Columns.longs;
import static dev.starkeeper.store.Columns.texts;
import static org.jooq.impl.DSL.condition;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.PaymentMatch;
import dev.starkeeper.model.PaymentStatus;
import dev.starkeeper.model.RecordedPayment;
import dev.starkeeper.model.Recurrence;
import dev.starkeeper.model.SettledPayment;
import dev.starkeeper.model.SuccessfulPayment;
import dev.starkeeper.model.TelegramUser;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** One row for each charge. */
public final class PaymentStore {
  private static final String INSERT =
      """
      insert into payment (bot_id, charge_id, payer_id, stars, invoice_payload, invoice_id, status,
                           reason, renewal, period_ends_at, recorded_from, paid_at, recorded_at)
      select ?, p.charge_id, p.payer_id, p.stars, p.payload, p.invoice_id, p.status,
             p.reason, p.renewal, p.period_ends_at, ?, p.paid_at, ?::timestamptz
      from unnest(?::text[], ?::bigint[], ?::integer[], ?::text[], ?::uuid[], ?::text[], ?::text[],
                  ?::boolean[], ?::timestamptz[], ?::timestamptz[])
        as p (charge_id, payer_id, stars, payload, invoice_id, status, reason, renewal,
              period_ends_at, paid_at)
      order by p.charge_id
      on conflict do nothing
      returning charge_id
      """;

  private static final String DATE_MONTHS =
      """
      with told as (
        select * from unnest(?::text[], ?::timestamptz[]) as told (charge_id, ends_at)),
      dated as (
        update payment set period_ends_at = told.ends_at from told
        where payment.bot_id = ? and payment.charge_id = told.charge_id
          and payment.period_ends_at <> told.ends_at)
      update entitlement_grant g set ends_at = told.ends_at from told
      where g.bot_id = ? and g.charge_id = told.charge_id and g.kind = 'SUBSCRIPTION'
        and g.ends_at <> told.ends_at
      returning g.subscription_id
      """;

  private PaymentStore() {}

  /** Who told us of a charge. */
  public enum RecordedFrom {
    UPDATE,
    HISTORY
  }

  /** Records the charges we did not know yet; returns exactly those. */
  public static Set<ChargeId> insertNew(
      DSLContext tx, BotId bot, List<SettledPayment> settled, RecordedFrom from, Instant now) {
    return tx
        .fetch(
            INSERT,
            bot.value(),
            from.name(),
            now.atOffset(ZoneOffset.UTC),
            texts(settled, s -> s.payment().chargeId().value()),
            longs(settled, s -> s.payment().payer().id().value()),
            integers(settled, s -> s.payment().stars().amount()),
            texts(settled, s -> s.payment().invoicePayload()),
            settled.stream().map(PaymentStore::namedInvoice).toArray(UUID[]::new),
            texts(settled, s -> s.status().name()),
            texts(settled, PaymentStore::reason),
            settled.stream().map(PaymentStore::isRenewal).toArray(Boolean[]::new),
            settled.stream().map(PaymentStore::periodEndsAt).toArray(OffsetDateTime[]::new),
            settled.stream()
                .map(s -> s.payment().paidAt().atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new))
        .map(row -> new ChargeId(row.get(0, String.class)))
        .stream()
        .collect(Collectors.toSet());
  }

  /** What is recorded of these charges; their payers' languages are not kept here. */
  public static Map<ChargeId, RecordedPayment> find(
      DSLContext tx, BotId bot, Collection<ChargeId> charges) {
    return tx
        .select(PAYMENT.fields())
        .from(PAYMENT)
        .where(PAYMENT.BOT_ID.eq(bot), isOneOf(charges))
        .fetch(PaymentStore::read)
        .stream()
        .collect(Collectors.toMap(known -> known.payment().chargeId(), Function.identity()));
  }

  /** Delivers a charge that is held by this invoice: a person said so. False if it is not held. */
  public static boolean assign(DSLContext tx, BotId bot, ChargeId charge, InvoiceId invoice) {
    return tx.update(PAYMENT)
            .set(PAYMENT.STATUS, PaymentStatus.FULFILLED)
            .set(PAYMENT.INVOICE_ID, invoice)
            .where(PAYMENT.BOT_ID.eq(bot), PAYMENT.CHARGE_ID.eq(charge))
            .and(PAYMENT.STATUS.eq(PaymentStatus.UNMATCHED))
            .execute()
        == 1;
  }

  /**
   * Gives months that Telegram's history told of the dates that an update tells exactly; returns
   * the subscriptions they are of.
   */
  public static Set<UUID> dateMonths(DSLContext tx, BotId bot, List<SuccessfulPayment> months) {
    return tx
        .fetch(
            DATE_MONTHS,
            months.stream().map(m -> m.chargeId().value()).toArray(String[]::new),
            months.stream()
                .map(m -> m.coversUntil().orElseThrow().atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new),
            bot.value(),
            bot.value())
        .map(row -> row.get(0, UUID.class))
        .stream()
        .collect(Collectors.toSet());
  }

  /** For charges that were back before we saw them: when they were paid was not told then. */
  public static void datePaid(DSLContext tx, BotId bot, List<SuccessfulPayment> payments) {
    tx.execute(
        """
        update payment set paid_at = told.at
        from unnest(?::text[], ?::timestamptz[]) as told (charge_id, at)
        where bot_id = ? and payment.charge_id = told.charge_id
          and payment.reason = 'REFUNDED_BEFORE_SEEN'
        """,
        payments.stream().map(p -> p.chargeId().value()).toArray(String[]::new),
        payments.stream()
            .map(p -> p.paidAt().atOffset(ZoneOffset.UTC))
            .toArray(OffsetDateTime[]::new),
        bot.value());
  }

  /** The invoices that these charges name or were assigned to. */
  public static List<InvoiceId> invoicesOf(DSLContext tx, BotId bot, Collection<ChargeId> charges) {
    return tx.select(PAYMENT.INVOICE_ID)
        .from(PAYMENT)
        .where(PAYMENT.BOT_ID.eq(bot), isOneOf(charges))
        .and(PAYMENT.INVOICE_ID.isNotNull())
        .fetch(PAYMENT.INVOICE_ID);
  }

  private static Condition isOneOf(Collection<ChargeId> charges) {
    var ids = charges.stream().map(ChargeId::value).toArray(String[]::new);
    return condition("charge_id = any(?::text[])", (Object) ids);
  }

  private static @Nullable UUID namedInvoice(SettledPayment settled) {
    return InvoiceId.ofPayload(settled.payment().invoicePayload())
        .map(InvoiceId::value)
        .orElse(null);
  }

  private static @Nullable String reason(SettledPayment settled) {
    return settled.reason().isEmpty() ? null : settled.reason();
  }

  /** Telegram's history does not say so; what the charge pays for does. */
  private static boolean isRenewal(SettledPayment settled) {
    return settled.match() instanceof PaymentMatch.Renews
        || settled.payment().recurrence() instanceof Recurrence.Renewal;
  }

  private static @Nullable OffsetDateTime periodEndsAt(SettledPayment settled) {
    return settled.payment().coversUntil().map(end -> end.atOffset(ZoneOffset.UTC)).orElse(null);
  }

  /** From a row with all columns of the payment. */
  static RecordedPayment read(Record row) {
    return new RecordedPayment(
        new SuccessfulPayment(
            row.get(PAYMENT.CHARGE_ID),
            new TelegramUser(row.get(PAYMENT.PAYER_ID), ""),
            row.get(PAYMENT.STARS),
            row.get(PAYMENT.INVOICE_PAYLOAD),
            recurrence(row),
            row.get(PAYMENT.PAID_AT)),
        row.get(PAYMENT.STATUS),
        Optional.ofNullable(row.get(PAYMENT.REASON)).orElse(""));
  }

  private static Recurrence recurrence(Record row) {
    var until = row.get(PAYMENT.PERIOD_ENDS_AT);
    if (until == null) return Recurrence.none();
    return row.get(PAYMENT.RENEWAL) ? new Recurrence.Renewal(until) : new Recurrence.First(until);
  }
}
