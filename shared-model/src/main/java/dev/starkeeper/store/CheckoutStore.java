package dev.starkeeper.store;

import static dev.starkeeper.schema.Tables.INVOICE;
import static dev.starkeeper.schema.Tables.PRODUCT;
import static dev.starkeeper.schema.Tables.PRODUCT_VERSION;
import static dev.starkeeper.store.InvoiceStore.SOLD;
import static org.jooq.impl.DSL.field;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.CheckoutFacts;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.schema.tables.ProductVersion;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;

/** What pre-checkouts are judged by, and the holds they take. Every look-up is one index probe. */
public final class CheckoutStore {
  private static final ProductVersion TODAY = PRODUCT_VERSION.as("today");

  private static final String LIVE_GRANTS =
      """
      entitlement_grant g
      where g.bot_id = invoice.bot_id and g.customer_id = invoice.recipient_id
        and g.entitlement = sold.entitlement and g.revoked_at is null
      """;

  private static final String GIVEN_FOR_EVER =
      """
      select from manual_grant m
      where m.bot_id = invoice.bot_id and m.customer_id = invoice.recipient_id
        and m.entitlement = sold.entitlement and m.revoked_at is null and m.ends_at is null
      """;

  private static final Field<Boolean> FOREVER =
      field(
          "exists (select from "
              + LIVE_GRANTS
              + " and g.kind = 'UNLOCK')"
              + " or exists ("
              + GIVEN_FOR_EVER
              + ")",
          Boolean.class);

  private static final Field<OffsetDateTime> SUBSCRIBED_UNTIL =
      field(
          "(select max(g.ends_at) from " + LIVE_GRANTS + " and g.kind = 'SUBSCRIPTION')",
          OffsetDateTime.class);

  /**
   * The one statement that decides who may pay: whoever it does not return, may not. The ids stand
   * there twice because a join alone is not enough for PostgreSQL to seek them in a table that has
   * grown since it was analysed. What the states and times must be is a case, which no index
   * answers: there are indexes of the few that are open, and PostgreSQL would read all of those.
   */
  private static final String HOLD =
      """
      update invoice
      set state = 'CHECKOUT', checkout_query_id = asked.query_id, held_until = ?::timestamptz
      from unnest(?::uuid[], ?::text[]) as asked (id, query_id)
      where invoice.bot_id = ? and invoice.id = any(?::uuid[]) and invoice.id = asked.id
        and case invoice.state
          when 'OPEN' then invoice.expires_at > ?::timestamptz
          when 'CHECKOUT' then invoice.checkout_query_id = asked.query_id
            or invoice.held_until <= ?::timestamptz and invoice.expires_at > ?::timestamptz
          else false
        end
      returning invoice.id
      """;

  private static final String RELEASE =
      """
      update invoice
      set state = 'OPEN', checkout_query_id = null, held_until = null
      from unnest(?::uuid[], ?::text[]) as held (id, query_id)
      where invoice.bot_id = ? and invoice.id = any(?::uuid[]) and invoice.id = held.id
        and case invoice.state
          when 'CHECKOUT' then invoice.checkout_query_id = held.query_id
          else false
        end
      """;

  private CheckoutStore() {}

  /** For those of the invoices that exist, without locking anything. */
  public static Map<InvoiceId, CheckoutFacts> facts(
      DSLContext tx, BotId bot, Collection<InvoiceId> invoices) {
    return tx
        .select(INVOICE.fields())
        .select(SOLD.fields())
        .select(TODAY.fields())
        .select(PRODUCT.ACTIVE, PRODUCT.STOCK, PRODUCT.LIMIT_PER_CUSTOMER)
        .select(FOREVER, SUBSCRIBED_UNTIL)
        .from(INVOICE)
        .join(SOLD)
        .on(SOLD.BOT_ID.eq(INVOICE.BOT_ID), SOLD.SKU.eq(INVOICE.SKU))
        .and(SOLD.VERSION.eq(INVOICE.PRODUCT_VERSION))
        .join(PRODUCT)
        .on(PRODUCT.BOT_ID.eq(INVOICE.BOT_ID), PRODUCT.SKU.eq(INVOICE.SKU))
        .join(TODAY)
        .on(TODAY.BOT_ID.eq(PRODUCT.BOT_ID), TODAY.SKU.eq(PRODUCT.SKU))
        .and(TODAY.VERSION.eq(PRODUCT.VERSION))
        .where(INVOICE.BOT_ID.eq(bot), InvoiceStore.isOneOf(invoices))
        .fetch(row ->
            new CheckoutFacts(
                InvoiceStore.read(row),
                ProductStore.read(row, TODAY),
                HoldingStore.holding(row.get(FOREVER), row.get(SUBSCRIBED_UNTIL))))
        .stream()
        .collect(Collectors.toMap(facts -> facts.invoice().id(), Function.identity()));
  }

  /**
   * Holds each invoice for its query until {@code until}, if it is payable and nobody else's hold
   * lasts; returns those that are held now.
   *
   * @param queries the query's id by invoice
   */
  public static Set<InvoiceId> hold(
      DSLContext tx, BotId bot, Map<InvoiceId, String> queries, Instant now, Instant until) {
    var at = utc(now);
    var ids = ids(queries);
    return tx
        .fetch(HOLD, utc(until), ids, queryIds(queries), bot.value(), ids, at, at, at)
        .map(row -> new InvoiceId(row.get(0, UUID.class)))
        .stream()
        .collect(Collectors.toSet());
  }

  /** Gives back the holds of queries that were declined after all. */
  public static void release(DSLContext tx, BotId bot, Map<InvoiceId, String> queries) {
    var ids = ids(queries);
    tx.execute(RELEASE, ids, queryIds(queries), bot.value(), ids);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static UUID[] ids(Map<InvoiceId, String> queries) {
    return queries.keySet().stream().map(InvoiceId::value).toArray(UUID[]::new);
  }

  private static String[] queryIds(Map<InvoiceId, String> queries) {
    return queries.values().toArray(String[]::new); // in the sequence of keySet()
  }
}
