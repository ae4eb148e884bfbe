package dev.starkeeper.invoice.sale;

import dev.starkeeper.db.Database;
import dev.starkeeper.invoice.caller.Caller;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Edition;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.Sku;
import dev.starkeeper.store.ProductStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** Keeps what the merchant sells, and shows it. */
public final class KeepCatalogue {
  private static final int MOST_LISTED = 1_000; // some 400 KB of JSON
  private static final int MOST_EDITIONS = 100; // some 40 KB of JSON

  /** What became of a put. */
  public record Put(Product product, boolean isNew) {}

  private final Database database;
  private final BotId bot;
  private final InstantSource clock;

  public KeepCatalogue(Database database, BotId bot, InstantSource clock) {
    this.database = database;
    this.bot = bot;
    this.clock = clock;
  }

  /** What can be bought now, by sku; at most 1,000 products. */
  public List<Product> active() {
    return database.inTransaction(tx -> ProductStore.active(tx, bot, MOST_LISTED));
  }

  /** A withdrawn product is shown to servers only. */
  public Optional<Product> find(Sku sku, Caller caller) {
    return database
        .inTransaction(tx -> ProductStore.find(tx, bot, sku))
        .filter(product -> product.active() || caller instanceof Caller.Server);
  }

  /** What it was put as, newest first, at most 100 times; empty if it never was. */
  public List<Edition> editions(Sku sku) {
    return database.inTransaction(tx -> ProductStore.editions(tx, bot, sku, MOST_EDITIONS));
  }

  /** Creates or replaces. A new version is added only if a buyer would notice the difference. */
  public Put put(Sku sku, Listing listing) {
    var now = clock.instant();
    return database.inTransaction(tx -> put(tx, sku, listing, now));
  }

  private Put put(DSLContext tx, Sku sku, Listing listing, Instant now) {
    ProductStore.lock(tx, bot, sku);
    var before = ProductStore.find(tx, bot, sku);
    var same = before.filter(listing::sellsTheSameAs);
    var version =
        same.map(Product::version).orElseGet(() -> before.map(Product::version).orElse(0) + 1);
    var product =
        new Product(
            sku, version, listing.offer(), listing.good(), listing.active(), listing.supply());
    if (same.isEmpty()) ProductStore.addVersion(tx, bot, product, now);
    ProductStore.makeCurrent(tx, bot, product, now);
    return new Put(product, before.isEmpty());
  }

  /** Ends its sale: open invoices are declined at their pre-checkout. False if there is none. */
  public boolean withdraw(Sku sku) {
    var now = clock.instant();
    return database.inTransaction(tx -> ProductStore.withdraw(tx, bot, sku, now));
  }
}
