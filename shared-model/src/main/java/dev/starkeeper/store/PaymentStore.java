package dev.starkeeper.store;

import static dev.starkeeper.schema.Tables.CUSTOMER;
import static dev.starkeeper.schema.Tables.INVOICE;
import static dev.starkeeper.schema.Tables.PAYMENT;
import static dev.starkeeper.schema.Tables.PRODUCT_VERSION;
import static org.jooq.impl.DSL.condition;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.PaymentMatch;
import dev.starkeeper.model.PaymentStatus;
import dev.starkeeper.model.Receipt;
import dev.starkeeper.model.SettledPayment;
import dev.starkeeper.model.SuccessfulPayment;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.model.TelegramUserId;
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
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** One row for each charge. */
public final class PaymentStore {
  private static final String INSERT =
      """
      insert into payment (bot_id, charge_id, payer_id, stars, invoice_payload, invoice_id, status,
                           reason, renewal, recorded_from, paid_at, recorded_at)
      select ?, p.charge_id, p.payer_id, p.stars, p.payload, p.invoice_id, p.status,
             p.reason, p.renewal, 'UPDATE', p.paid_at, ?::timestamptz
      from unnest(?::text[], ?::bigint[], ?::integer[], ?::text[], ?::uuid[], ?::text[], ?::text[],
                  ?::boolean[], ?::timestamptz[])
        as p (charge_id, payer_id, stars, payload, invoice_id, status, reason, renewal, paid_at)
      order by p.charge_id
      on conflict do nothing
      returning charge_id
      """;

  private PaymentStore() {}

  /** Records the charges we did not know yet; returns exactly those. */
  public static Set<ChargeId> insertNew(
      DSLContext tx, BotId bot, List<SettledPayment> settled, Instant now) {
    return tx
        .fetch(
            INSERT,
            bot.value(),
            now.atOffset(ZoneOffset.UTC),
            texts(settled, s -> s.payment().chargeId().value()),
            settled.stream().map(s -> s.payment().payer().id().value()).toArray(Long[]::new),
            settled.stream().map(s -> s.payment().stars().amount()).toArray(Integer[]::new),
            texts(settled, s -> s.payment().invoicePayload()),
            settled.stream().map(PaymentStore::namedInvoice).toArray(UUID[]::new),
            texts(settled, s -> s.status().name()),
            texts(settled, PaymentStore::reason),
            settled.stream().map(s -> s.payment().renewal()).toArray(Boolean[]::new),
            settled.stream()
                .map(s -> s.payment().paidAt().atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new))
        .map(row -> new ChargeId(row.get(0, String.class)))
        .stream()
        .collect(Collectors.toSet());
  }

  /** What is recorded of these charges; their payers' languages are not kept here. */
  public static Map<ChargeId, SuccessfulPayment> find(
      DSLContext tx, BotId bot, Collection<ChargeId> charges) {
    var ids = charges.stream().map(ChargeId::value).toArray(String[]::new);
    return tx
        .select(PAYMENT.fields())
        .from(PAYMENT)
        .where(PAYMENT.BOT_ID.eq(bot), condition("charge_id = any(?::text[])", (Object) ids))
        .fetch(PaymentStore::read)
        .stream()
        .collect(Collectors.toMap(SuccessfulPayment::chargeId, Function.identity()));
  }

  /** Who is to get it back; empty when no refund of it is under way. */
  public static Optional<TelegramUserId> payerToRefund(DSLContext tx, BotId bot, ChargeId charge) {
    return tx.select(PAYMENT.PAYER_ID)
        .from(PAYMENT)
        .where(PAYMENT.BOT_ID.eq(bot), PAYMENT.CHARGE_ID.eq(charge))
        .and(PAYMENT.STATUS.eq(PaymentStatus.REFUND_REQUESTED))
        .fetchOptional(PAYMENT.PAYER_ID);
  }

  /** The charge is back with its payer. False when no refund of it was under way. */
  public static boolean markRefunded(DSLContext tx, BotId bot, ChargeId charge, Instant now) {
    return tx.update(PAYMENT)
            .set(PAYMENT.STATUS, PaymentStatus.REFUNDED)
            .set(PAYMENT.REFUNDED_AT, now)
            .where(PAYMENT.BOT_ID.eq(bot), PAYMENT.CHARGE_ID.eq(charge))
            .and(PAYMENT.STATUS.eq(PaymentStatus.REFUND_REQUESTED))
            .execute()
        == 1;
  }

  /** Telegram would not take it back. False when no refund of it was under way. */
  public static boolean markRefundFailed(
      DSLContext tx, BotId bot, ChargeId charge, String telegramsWords) {
    return tx.update(PAYMENT)
            .set(PAYMENT.STATUS, PaymentStatus.REFUND_FAILED)
            .set(PAYMENT.REASON, telegramsWords)
            .where(PAYMENT.BOT_ID.eq(bot), PAYMENT.CHARGE_ID.eq(charge))
            .and(PAYMENT.STATUS.eq(PaymentStatus.REFUND_REQUESTED))
            .execute()
        == 1;
  }

  /** What a receipt says, and to whom; empty when he has blocked the bot. */
  public static Optional<Receipt> receipt(DSLContext tx, BotId bot, ChargeId charge) {
    return tx.select(
            CUSTOMER.CUSTOMER_ID,
            CUSTOMER.LANGUAGE_CODE,
            PRODUCT_VERSION.TITLE,
            INVOICE.QUANTITY,
            PAYMENT.STARS)
        .from(PAYMENT)
        .join(CUSTOMER)
        .on(CUSTOMER.BOT_ID.eq(PAYMENT.BOT_ID), CUSTOMER.CUSTOMER_ID.eq(PAYMENT.PAYER_ID))
        .join(INVOICE)
        .on(INVOICE.BOT_ID.eq(PAYMENT.BOT_ID), INVOICE.ID.eq(PAYMENT.INVOICE_ID))
        .join(PRODUCT_VERSION)
        .on(PRODUCT_VERSION.BOT_ID.eq(INVOICE.BOT_ID), PRODUCT_VERSION.SKU.eq(INVOICE.SKU))
        .and(PRODUCT_VERSION.VERSION.eq(INVOICE.PRODUCT_VERSION))
        .where(PAYMENT.BOT_ID.eq(bot), PAYMENT.CHARGE_ID.eq(charge))
        .and(CUSTOMER.BLOCKED_AT.isNull())
        .fetchOptional(row ->
            new Receipt(
                new TelegramUser(row.value1(), row.value2()),
                row.value3(),
                row.value4(),
                row.value5()));
  }

  private static String[] texts(
      List<SettledPayment> settled, Function<SettledPayment, @Nullable String> text) {
    return settled.stream().map(text).toArray(String[]::new);
  }

  private static @Nullable UUID namedInvoice(SettledPayment settled) {
    return InvoiceId.ofPayload(settled.payment().invoicePayload())
        .map(InvoiceId::value)
        .orElse(null);
  }

  private static @Nullable String reason(SettledPayment settled) {
    return switch (settled.match()) {
      case PaymentMatch.Pays _ -> null;
      case PaymentMatch.PaysTwice _ -> "SECOND_CHARGE";
      case PaymentMatch.Nothing(var reason) -> reason.name();
    };
  }

  private static SuccessfulPayment read(Record row) {
    return new SuccessfulPayment(
        row.get(PAYMENT.CHARGE_ID),
        new TelegramUser(row.get(PAYMENT.PAYER_ID), ""),
        row.get(PAYMENT.STARS),
        row.get(PAYMENT.INVOICE_PAYLOAD),
        row.get(PAYMENT.RENEWAL),
        row.get(PAYMENT.PAID_AT));
  }
}
