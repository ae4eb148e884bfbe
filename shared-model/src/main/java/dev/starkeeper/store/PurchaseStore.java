package dev.starkeeper.store;

import static dev.starkeeper.schema.Tables.ENTITLEMENT_GRANT;
import static dev.starkeeper.schema.Tables.INVOICE;
import static dev.starkeeper.schema.Tables.PAYMENT;
import static dev.starkeeper.schema.Tables.PRODUCT_VERSION;
import static org.jooq.impl.DSL.inline;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Entitlement;
import dev.starkeeper.model.Purchase;
import dev.starkeeper.model.TelegramUserId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;

/** What a customer paid and has, by the names he bought it under. */
public final class PurchaseStore {
  private PurchaseStore() {}

  /** What he paid, the newest first. */
  public static List<Purchase> last(DSLContext tx, BotId bot, TelegramUserId payer, int limit) {
    return tx.select(
            PAYMENT.CHARGE_ID,
            PRODUCT_VERSION.TITLE,
            PAYMENT.STARS,
            PAYMENT.STATUS,
            PAYMENT.PAID_AT)
        .from(PAYMENT)
        .leftJoin(INVOICE)
        .on(INVOICE.BOT_ID.eq(PAYMENT.BOT_ID), INVOICE.ID.eq(PAYMENT.INVOICE_ID))
        .leftJoin(PRODUCT_VERSION)
        .on(PRODUCT_VERSION.BOT_ID.eq(INVOICE.BOT_ID), PRODUCT_VERSION.SKU.eq(INVOICE.SKU))
        .and(PRODUCT_VERSION.VERSION.eq(INVOICE.PRODUCT_VERSION))
        .where(PAYMENT.BOT_ID.eq(bot), PAYMENT.PAYER_ID.eq(payer))
        .orderBy(PAYMENT.PAID_AT.desc(), PAYMENT.CHARGE_ID.desc())
        .limit(inline(limit))
        .fetch(row ->
            new Purchase(
                row.value1(),
                Optional.ofNullable(row.value2()),
                row.value3(),
                row.value4(),
                row.value5()));
  }

  /** For each entitlement that live charges gave him: what was bought last that gave it. */
  public static Map<String, String> titles(DSLContext tx, BotId bot, TelegramUserId customer) {
    var titles = new LinkedHashMap<String, String>();
    tx.select(ENTITLEMENT_GRANT.ENTITLEMENT, PRODUCT_VERSION.TITLE)
        .from(ENTITLEMENT_GRANT)
        .join(PAYMENT)
        .on(PAYMENT.BOT_ID.eq(ENTITLEMENT_GRANT.BOT_ID))
        .and(PAYMENT.CHARGE_ID.eq(ENTITLEMENT_GRANT.CHARGE_ID))
        .join(INVOICE)
        .on(INVOICE.BOT_ID.eq(PAYMENT.BOT_ID), INVOICE.ID.eq(PAYMENT.INVOICE_ID))
        .join(PRODUCT_VERSION)
        .on(PRODUCT_VERSION.BOT_ID.eq(INVOICE.BOT_ID), PRODUCT_VERSION.SKU.eq(INVOICE.SKU))
        .and(PRODUCT_VERSION.VERSION.eq(INVOICE.PRODUCT_VERSION))
        .where(ENTITLEMENT_GRANT.BOT_ID.eq(bot), ENTITLEMENT_GRANT.CUSTOMER_ID.eq(customer))
        .and(ENTITLEMENT_GRANT.REVOKED_AT.isNull())
        .orderBy(PAYMENT.PAID_AT)
        .forEach(row -> titles.put(keyOf(row.value1()), row.value2()));
    return titles;
  }

  private static String keyOf(Entitlement entitlement) {
    return entitlement.key();
  }
}
