package dev.starkeeper.store;

import static dev.starkeeper.schema.Tables.IDEMPOTENCY_KEY;
import static dev.starkeeper.schema.Tables.INVOICE;
import static dev.starkeeper.schema.Tables.PRODUCT;
import static dev.starkeeper.schema.Tables.PRODUCT_VERSION;
import static dev.starkeeper.store.Columns.integers;
import static dev.starkeeper.store.Columns.longs;
import static dev.starkeeper.store.Columns.texts;
import static dev.starkeeper.store.Columns.times;
import static dev.starkeeper.store.InvoiceStore.SOLD;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.trueCondition;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.Parties;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.Sku;
import dev.starkeeper.model.TelegramUserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** What mints read, for all that are wanted at the same moment in one statement. */
public final class WishStore {
  private static final dev.starkeeper.schema.tables.Invoice MADE = INVOICE.as("made");

  private static final Field<TelegramUserId> BUYER = wished("buyer_id", INVOICE.BUYER_ID);
  private static final Field<TelegramUserId> RECIPIENT =
      wished("recipient_id", INVOICE.RECIPIENT_ID);
  private static final Field<Sku> WANTED = wished("sku", INVOICE.SKU);
  private static final Field<Integer> QUANTITY = wished("quantity", INVOICE.QUANTITY);
  private static final Field<String> CALLER = wished("caller", IDEMPOTENCY_KEY.CALLER);
  private static final Field<String> KEY = wished("key", IDEMPOTENCY_KEY.KEY);
  private static final Field<String> HASH = wished("hash", IDEMPOTENCY_KEY.REQUEST_HASH);
  private static final Field<Instant> SINCE = wished("since", INVOICE.CREATED_AT);
  private static final Field<Long> PLACE = field(name("wish", "place"), SQLDataType.BIGINT);

  private WishStore() {}

  /**
   * What somebody wants.
   *
   * @param key under which he may have asked before
   * @param since from when on his invoices are counted; absent when nobody counts
   */
  public record Wish(
      Parties parties,
      Sku sku,
      int quantity,
      Optional<IdempotencyStore.Key> key,
      Optional<Instant> since) {}

  /**
   * What there is for a wish.
   *
   * @param answered what he got under his key
   * @param product absent if there is none of that sku
   * @param open the invoice he has for it, expired or outdated as it may be
   * @param madeSince how many invoices he has had made lately
   */
  public record Look(
      Optional<IdempotencyStore.Answered> answered,
      Optional<Product> product,
      Optional<Invoice> open,
      int madeSince) {}

  /** One for each wish, in their sequence. */
  public static List<Look> look(DSLContext tx, BotId bot, List<Wish> wishes) {
    Field<Integer> made =
        selectCount()
            .from(MADE)
            .where(MADE.BOT_ID.eq(bot), MADE.BUYER_ID.eq(BUYER), MADE.CREATED_AT.gt(SINCE))
            .asField();
    return tx.select(PRODUCT_VERSION.fields())
        .select(PRODUCT.ACTIVE, PRODUCT.STOCK, PRODUCT.LIMIT_PER_CUSTOMER)
        .select(INVOICE.fields())
        .select(SOLD.fields())
        .select(IDEMPOTENCY_KEY.INVOICE_ID, IDEMPOTENCY_KEY.REQUEST_HASH, HASH)
        .select(made)
        .from(rows(wishes))
        .leftJoin(PRODUCT)
        .on(PRODUCT.BOT_ID.eq(bot), PRODUCT.SKU.eq(WANTED))
        .leftJoin(PRODUCT_VERSION)
        .on(PRODUCT_VERSION.BOT_ID.eq(PRODUCT.BOT_ID), PRODUCT_VERSION.SKU.eq(PRODUCT.SKU))
        .and(PRODUCT_VERSION.VERSION.eq(PRODUCT.VERSION))
        .leftJoin(open(bot))
        .on(trueCondition())
        .leftJoin(SOLD)
        .on(SOLD.BOT_ID.eq(INVOICE.BOT_ID), SOLD.SKU.eq(INVOICE.SKU))
        .and(SOLD.VERSION.eq(INVOICE.PRODUCT_VERSION))
        .leftJoin(answered(bot))
        .on(trueCondition())
        .orderBy(PLACE)
        .fetch(row -> read(row, row.get(made)));
  }

  /**
   * The limit keeps PostgreSQL from joining all open invoices of a bot before it looks whose they
   * are, which it does as long as it remembers a table that was all but empty.
   */
  private static Table<Record> open(BotId bot) {
    return lateral(
            select(INVOICE.fields())
                .from(INVOICE)
                .where(INVOICE.BOT_ID.eq(bot), INVOICE.BUYER_ID.eq(BUYER), INVOICE.SKU.eq(WANTED))
                .and(INVOICE.RECIPIENT_ID.eq(RECIPIENT))
                .and(INVOICE.QUANTITY.eq(QUANTITY))
                .and(InvoiceStore.IS_OPEN)
                .limit(inline(1)))
        .as(INVOICE.getName());
  }

  private static Table<Record> answered(BotId bot) {
    return lateral(
            select(IDEMPOTENCY_KEY.fields())
                .from(IDEMPOTENCY_KEY)
                .where(IDEMPOTENCY_KEY.BOT_ID.eq(bot), IDEMPOTENCY_KEY.CALLER.eq(CALLER))
                .and(IDEMPOTENCY_KEY.KEY.eq(KEY))
                .limit(inline(1)))
        .as(IDEMPOTENCY_KEY.getName());
  }

  private static Look read(Record row, int made) {
    var answered =
        Optional.ofNullable(row.get(IDEMPOTENCY_KEY.INVOICE_ID))
            .map(id ->
                new IdempotencyStore.Answered(
                    id, row.get(IDEMPOTENCY_KEY.REQUEST_HASH).equals(row.get(HASH))));
    var product =
        Optional.ofNullable(row.get(PRODUCT_VERSION.SKU))
            .map(_ -> ProductStore.read(row, PRODUCT_VERSION));
    var open = Optional.ofNullable(row.get(INVOICE.ID)).map(_ -> InvoiceStore.read(row));
    return new Look(answered, product, open, made);
  }

  private static <T> Field<T> wished(String column, Field<T> like) {
    return field(name("wish", column), like.getDataType());
  }

  private static Table<Record> rows(List<Wish> wishes) {
    return table(
            "unnest(?::bigint[], ?::bigint[], ?::text[], ?::integer[], ?::text[], ?::text[],"
                + " ?::text[], ?::timestamptz[]) with ordinality",
            longs(wishes, wish -> wish.parties().buyer().value()),
            longs(wishes, wish -> wish.parties().recipient().value()),
            texts(wishes, wish -> wish.sku().value()),
            integers(wishes, Wish::quantity),
            texts(wishes, wish -> wish.key().map(IdempotencyStore.Key::caller).orElse(null)),
            texts(wishes, wish -> wish.key().map(IdempotencyStore.Key::key).orElse(null)),
            texts(wishes, wish -> wish.key().map(IdempotencyStore.Key::requestHash).orElse(null)),
            times(wishes, wish -> wish.since().orElse(null)))
        .as(
            "wish",
            "buyer_id",
            "recipient_id",
            "sku",
            "quantity",
            "caller",
            "key",
            "hash",
            "since",
            "place");
  }
}
