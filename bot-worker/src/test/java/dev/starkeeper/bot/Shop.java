package dev.starkeeper.bot;

import dev.starkeeper.bot.payment.RecordPayments;
import dev.starkeeper.bot.payment.RecordingRules;
import dev.starkeeper.bot.payment.Report;
import dev.starkeeper.db.Database;
import dev.starkeeper.model.Amount;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.CreditUnit;
import dev.starkeeper.model.Entitlement;
import dev.starkeeper.model.Good;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.Item;
import dev.starkeeper.model.Offer;
import dev.starkeeper.model.Parties;
import dev.starkeeper.model.Period;
import dev.starkeeper.model.PhotoUrl;
import dev.starkeeper.model.PreCheckoutQuery;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.Progress;
import dev.starkeeper.model.Recurrence;
import dev.starkeeper.model.SettlementPolicy;
import dev.starkeeper.model.Sku;
import dev.starkeeper.model.Stars;
import dev.starkeeper.model.SuccessfulPayment;
import dev.starkeeper.model.Supply;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.store.InvoiceStore;
import dev.starkeeper.store.ProductStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes the facts of a test: products, invoices, queries, payments, each with values of its own.
 */
final class Shop {
  static final BotId BOT = new BotId(7000001);
  static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  static final Duration TTL = Duration.ofHours(1);

  private static final AtomicLong BUYERS = new AtomicLong(50_000);

  private final Database database;

  Shop(Database database) {
    this.database = database;
  }

  Product unlock(String sku, int stars) {
    return saved(sku, stars, new Good.Unlock(new Entitlement(sku + ".owned")));
  }

  Product coins(String sku, int stars, int units) {
    return saved(sku, stars, new Good.Consumable(new CreditUnit("coins"), units));
  }

  private Product saved(String sku, int stars, Good good) {
    var offer = new Offer("Title of " + sku, "What it is", PhotoUrl.NONE, new Stars(stars));
    return put(new Product(new Sku(sku), 1, offer, good, true, Supply.UNLIMITED));
  }

  Product repriced(Product product, int stars) {
    var offer = product.offer();
    var dearer = new Offer(offer.title(), offer.description(), offer.photo(), new Stars(stars));
    return put(
        new Product(
            product.sku(), product.version() + 1, dearer, product.good(), true, product.supply()));
  }

  private Product put(Product product) {
    database.inTransactionDo(tx -> {
      ProductStore.addVersion(tx, BOT, product, NOON);
      ProductStore.makeCurrent(tx, BOT, product, NOON);
    });
    return product;
  }

  void withdraw(Product product) {
    database.inTransactionDo(tx -> ProductStore.withdraw(tx, BOT, product.sku(), NOON));
  }

  static TelegramUser aBuyer() {
    return new TelegramUser(new TelegramUserId(BUYERS.incrementAndGet()), "en");
  }

  /** Open, made at noon, for a buyer of its own. */
  Invoice invoice(Product product) {
    return invoice(product, aBuyer(), 1);
  }

  Invoice invoice(Product product, TelegramUser buyer, int quantity) {
    var invoice =
        new Invoice(
            new InvoiceId(UUID.randomUUID()),
            new Parties(buyer.id(), buyer.id()),
            Item.of(product, quantity),
            new Period(NOON, NOON.plus(TTL)),
            new Progress.Open(),
            "https://t.me/$" + UUID.randomUUID());
    if (!database.inTransaction(tx -> InvoiceStore.insert(tx, BOT, invoice))) {
      throw new IllegalStateException("there is an open one already: " + invoice);
    }
    return invoice;
  }

  Invoice now(Invoice invoice) {
    return database.inTransaction(tx -> InvoiceStore.find(tx, BOT, invoice.id())).orElseThrow();
  }

  static PreCheckoutQuery query(String id, Invoice invoice) {
    return new PreCheckoutQuery(
        id,
        new TelegramUser(invoice.parties().buyer(), "en"),
        new Amount("XTR", invoice.item().stars().amount()),
        invoice.id().payload());
  }

  static SuccessfulPayment payment(String charge, Invoice invoice) {
    return new SuccessfulPayment(
        new ChargeId(charge),
        new TelegramUser(invoice.parties().buyer(), "en"),
        invoice.item().stars(),
        invoice.id().payload(),
        Recurrence.none(),
        NOON.plusSeconds(30));
  }

  /** As updates tell of payments. */
  static List<Report> paid(SuccessfulPayment... payments) {
    return Arrays.stream(payments).<Report>map(Report.Paid::new).toList();
  }

  static RecordPayments recording(Database database, InstantSource clock) {
    var rules = new RecordingRules(SettlementPolicy.STANDARD, Duration.ofHours(1));
    return new RecordPayments(database, BOT, clock, rules);
  }
}
