package dev.starkeeper.store;

import static dev.starkeeper.schema.Tables.CUSTOMER;
import static dev.starkeeper.schema.Tables.INVOICE;
import static dev.starkeeper.schema.Tables.PAYMENT;
import static dev.starkeeper.schema.Tables.PRODUCT_VERSION;
import static dev.starkeeper.schema.Tables.RECEIPT_MESSAGE;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.MessageId;
import dev.starkeeper.model.PaymentStatus;
import dev.starkeeper.model.Receipt;
import dev.starkeeper.model.RefundNotice;
import dev.starkeeper.model.TelegramUser;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** What payers are told of their charges, and in which language. */
public final class ReceiptStore {
  /** Whoever erases its payer waits for us, and then finds it. */
  private static final String KEEP =
      """
      insert into receipt_message (bot_id, charge_id, message_id, sent_at)
      select payment.bot_id, payment.charge_id, ?, ?::timestamptz
      from payment join customer
        on customer.bot_id = payment.bot_id and customer.customer_id = payment.payer_id
      where payment.bot_id = ? and payment.charge_id = ?
      for share of customer
      on conflict (bot_id, charge_id) do update
      set message_id = excluded.message_id, sent_at = excluded.sent_at
      """;

  private ReceiptStore() {}

  /** What a receipt says, and to whom; empty when he has blocked the bot, or it went back. */
  public static Optional<Receipt> receipt(DSLContext tx, BotId bot, ChargeId charge) {
    return find(tx, bot, charge, PAYMENT.STATUS.ne(PaymentStatus.REFUNDED));
  }

  /** The same of a charge that went back. */
  public static Optional<Receipt> returned(DSLContext tx, BotId bot, ChargeId charge) {
    return find(tx, bot, charge, PAYMENT.STATUS.eq(PaymentStatus.REFUNDED));
  }

  private static Optional<Receipt> find(
      DSLContext tx, BotId bot, ChargeId charge, Condition which) {
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
        .where(PAYMENT.BOT_ID.eq(bot), PAYMENT.CHARGE_ID.eq(charge), which)
        .and(CUSTOMER.BLOCKED_AT.isNull())
        .fetchOptional(row ->
            new Receipt(
                new TelegramUser(row.value1(), row.value2()),
                row.value3(),
                row.value4(),
                row.value5()));
  }

  /** The message that is the charge's receipt. */
  public static Optional<MessageId> message(DSLContext tx, BotId bot, ChargeId charge) {
    return tx.select(RECEIPT_MESSAGE.MESSAGE_ID)
        .from(RECEIPT_MESSAGE)
        .where(RECEIPT_MESSAGE.BOT_ID.eq(bot), RECEIPT_MESSAGE.CHARGE_ID.eq(charge))
        .fetchOptional(row -> new MessageId(row.value1()));
  }

  /** Notes which message that is, perhaps another than before; of somebody erased, nothing. */
  public static void keepMessage(
      DSLContext tx, BotId bot, ChargeId charge, MessageId message, Instant now) {
    tx.execute(KEEP, message.value(), now.atOffset(ZoneOffset.UTC), bot.value(), charge.value());
  }

  /** Why a charge came back; empty when he has blocked the bot, or somebody asked for it. */
  public static Optional<RefundNotice> notice(DSLContext tx, BotId bot, ChargeId charge) {
    return tx.select(CUSTOMER.CUSTOMER_ID, CUSTOMER.LANGUAGE_CODE, PAYMENT.REASON, PAYMENT.STARS)
        .from(PAYMENT)
        .join(CUSTOMER)
        .on(CUSTOMER.BOT_ID.eq(PAYMENT.BOT_ID), CUSTOMER.CUSTOMER_ID.eq(PAYMENT.PAYER_ID))
        .where(PAYMENT.BOT_ID.eq(bot), PAYMENT.CHARGE_ID.eq(charge))
        .and(CUSTOMER.BLOCKED_AT.isNull())
        .fetchOptional()
        .flatMap(row ->
            RefundNotice.Reason.of(row.get(PAYMENT.REASON))
                .map(reason ->
                    new RefundNotice(
                        new TelegramUser(
                            row.get(CUSTOMER.CUSTOMER_ID), row.get(CUSTOMER.LANGUAGE_CODE)),
                        reason,
                        row.get(PAYMENT.STARS))));
  }
}
