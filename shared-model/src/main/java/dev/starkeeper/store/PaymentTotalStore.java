package dev.starkeeper.store;

import static dev.starkeeper.schema.Tables.PAYMENT_TOTAL;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.PaymentTotal;
import org.jooq.DSLContext;

/** What a bot's recorded charges come to. */
public final class PaymentTotalStore {
  private static final String ADD =
      """
      insert into payment_total as total (bot_id, payments, paid_stars, refunds, refunded_stars)
      values (?, ?, ?, ?, ?)
      on conflict (bot_id) do update
      set payments = total.payments + excluded.payments,
          paid_stars = total.paid_stars + excluded.paid_stars,
          refunds = total.refunds + excluded.refunds,
          refunded_stars = total.refunded_stars + excluded.refunded_stars
      """;

  private PaymentTotalStore() {}

  /** Nearly the last write of a transaction: whoever else records waits until it has committed. */
  public static void add(DSLContext tx, BotId bot, PaymentTotal more) {
    if (more.equals(PaymentTotal.NONE)) return;
    tx.execute(
        ADD, bot.value(), more.payments(), more.stars(), more.refunds(), more.refundedStars());
  }

  public static PaymentTotal find(DSLContext tx, BotId bot) {
    return tx.select(PAYMENT_TOTAL.fields())
        .from(PAYMENT_TOTAL)
        .where(PAYMENT_TOTAL.BOT_ID.eq(bot))
        .fetchOptional(row ->
            new PaymentTotal(
                row.get(PAYMENT_TOTAL.PAYMENTS),
                row.get(PAYMENT_TOTAL.PAID_STARS),
                row.get(PAYMENT_TOTAL.REFUNDS),
                row.get(PAYMENT_TOTAL.REFUNDED_STARS)))
        .orElse(PaymentTotal.NONE);
  }
}
