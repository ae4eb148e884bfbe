package dev.starkeeper.store;

import static dev.starkeeper.schema.Tables.PRODUCT;
import static dev.starkeeper.schema.Tables.PRODUCT_VERSION;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Edition;
import dev.starkeeper.model.Good;
import dev.starkeeper.model.Offer;
import dev.starkeeper.model.PhotoUrl;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.Sku;
import dev.starkeeper.model.Supply;
import dev.starkeeper.schema.tables.ProductVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Products, and every version they ever had. */
public final class ProductStore {
  private ProductStore() {}

  /** Withdrawn ones too. */
  public static Optional<Product> find(DSLContext tx, BotId bot, Sku sku) {
    return tx.select(PRODUCT_VERSION.fields())
        .select(PRODUCT.ACTIVE, PRODUCT.STOCK, PRODUCT.LIMIT_PER_CUSTOMER)
        .from(PRODUCT)
        .join(PRODUCT_VERSION)
        .using(PRODUCT.BOT_ID, PRODUCT.SKU, PRODUCT.VERSION)
        .where(PRODUCT.BOT_ID.eq(bot), PRODUCT.SKU.eq(sku))
        .fetchOptional(row -> read(row, PRODUCT_VERSION));
  }

  /** The catalogue, by sku. */
  public static List<Product> active(DSLContext tx, BotId bot, int limit) {
    return tx.select(PRODUCT_VERSION.fields())
        .select(PRODUCT.ACTIVE, PRODUCT.STOCK, PRODUCT.LIMIT_PER_CUSTOMER)
        .from(PRODUCT)
        .join(PRODUCT_VERSION)
        .using(PRODUCT.BOT_ID, PRODUCT.SKU, PRODUCT.VERSION)
        .where(PRODUCT.BOT_ID.eq(bot), PRODUCT.ACTIVE.isTrue())
        .orderBy(PRODUCT.SKU)
        .limit(limit)
        .fetch(row -> read(row, PRODUCT_VERSION));
  }

  /** What the product was and is, newest first. */
  public static List<Edition> editions(DSLContext tx, BotId bot, Sku sku, int limit) {
    return tx.selectFrom(PRODUCT_VERSION)
        .where(PRODUCT_VERSION.BOT_ID.eq(bot), PRODUCT_VERSION.SKU.eq(sku))
        .orderBy(PRODUCT_VERSION.VERSION.desc())
        .limit(limit)
        .fetch(row ->
            new Edition(
                row.get(PRODUCT_VERSION.VERSION),
                offer(row, PRODUCT_VERSION),
                good(row, PRODUCT_VERSION),
                row.get(PRODUCT_VERSION.CREATED_AT)));
  }

  /**
   * Keeps others from putting the same product until this transaction ends, whether it exists or
   * not.
   */
  public static void lock(DSLContext tx, BotId bot, Sku sku) {
    tx.fetchValue(
        "select pg_advisory_xact_lock(hashtextextended(?, ?))::text", sku.value(), bot.value());
  }

  /** Adds {@code product} as a version of its own; its number must be new. */
  public static void addVersion(DSLContext tx, BotId bot, Product product, Instant now) {
    var insert =
        tx.insertInto(PRODUCT_VERSION)
            .set(PRODUCT_VERSION.BOT_ID, bot)
            .set(PRODUCT_VERSION.SKU, product.sku())
            .set(PRODUCT_VERSION.VERSION, product.version())
            .set(PRODUCT_VERSION.TITLE, product.offer().title())
            .set(PRODUCT_VERSION.DESCRIPTION, product.offer().description())
            .set(PRODUCT_VERSION.STARS, product.offer().price())
            .set(PRODUCT_VERSION.KIND, product.good().kind())
            .set(PRODUCT_VERSION.CREATED_AT, now);
    var photo = product.offer().photo();
    if (!photo.isNone()) insert = insert.set(PRODUCT_VERSION.PHOTO_URL, photo.value());
    switch (product.good()) {
      case Good.Unlock(var entitlement) ->
          insert.set(PRODUCT_VERSION.ENTITLEMENT, entitlement).execute();
      case Good.Subscription(var entitlement) ->
          insert.set(PRODUCT_VERSION.ENTITLEMENT, entitlement).execute();
      case Good.Pass(var entitlement, var days) ->
          insert
              .set(PRODUCT_VERSION.ENTITLEMENT, entitlement)
              .set(PRODUCT_VERSION.DURATION_DAYS, days)
              .execute();
      case Good.Consumable(var unit, var units) ->
          insert.set(PRODUCT_VERSION.UNIT, unit).set(PRODUCT_VERSION.UNITS, units).execute();
    }
  }

  /** Makes the product's present version, and whether and how often it can be bought, the given. */
  public static void makeCurrent(DSLContext tx, BotId bot, Product product, Instant now) {
    tx.insertInto(PRODUCT)
        .set(PRODUCT.BOT_ID, bot)
        .set(PRODUCT.SKU, product.sku())
        .set(PRODUCT.VERSION, product.version())
        .set(PRODUCT.ACTIVE, product.active())
        .set(PRODUCT.STOCK, limit(product.supply().stock()))
        .set(PRODUCT.LIMIT_PER_CUSTOMER, limit(product.supply().perCustomer()))
        .set(PRODUCT.UPDATED_AT, now)
        .onConflict(PRODUCT.BOT_ID, PRODUCT.SKU)
        .doUpdate()
        .set(PRODUCT.VERSION, product.version())
        .set(PRODUCT.ACTIVE, product.active())
        .set(PRODUCT.STOCK, limit(product.supply().stock()))
        .set(PRODUCT.LIMIT_PER_CUSTOMER, limit(product.supply().perCustomer()))
        .set(PRODUCT.UPDATED_AT, now)
        .execute();
  }

  private static @Nullable Integer limit(int pieces) {
    return pieces == Supply.NONE ? null : pieces;
  }

  private static int pieces(@Nullable Integer limit) {
    return limit == null ? Supply.NONE : limit;
  }

  /** Whether there was such a product. */
  public static boolean withdraw(DSLContext tx, BotId bot, Sku sku, Instant now) {
    return tx.update(PRODUCT)
            .set(PRODUCT.ACTIVE, false)
            .set(PRODUCT.UPDATED_AT, now)
            .where(PRODUCT.BOT_ID.eq(bot), PRODUCT.SKU.eq(sku))
            .execute()
        == 1;
  }

  static Product read(Record row, ProductVersion version) {
    return new Product(
        row.get(version.SKU),
        row.get(version.VERSION),
        offer(row, version),
        good(row, version),
        row.get(PRODUCT.ACTIVE),
        new Supply(pieces(row.get(PRODUCT.STOCK)), pieces(row.get(PRODUCT.LIMIT_PER_CUSTOMER))));
  }

  private static Offer offer(Record row, ProductVersion version) {
    return new Offer(
        row.get(version.TITLE),
        row.get(version.DESCRIPTION),
        Optional.ofNullable(row.get(version.PHOTO_URL)).map(PhotoUrl::new).orElse(PhotoUrl.NONE),
        row.get(version.STARS));
  }

  static Good good(Record row, ProductVersion version) {
    return switch (row.get(version.KIND)) {
      case UNLOCK -> new Good.Unlock(row.get(version.ENTITLEMENT));
      case SUBSCRIPTION -> new Good.Subscription(row.get(version.ENTITLEMENT));
      case PASS -> new Good.Pass(row.get(version.ENTITLEMENT), row.get(version.DURATION_DAYS));
      case CONSUMABLE -> new Good.Consumable(row.get(version.UNIT), row.get(version.UNITS));
    };
  }
}
