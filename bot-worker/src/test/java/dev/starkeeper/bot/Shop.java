package dev.starkeeper.bot;

import dev.starkeeper.bot.chat.ChatConfig;
import dev.starkeeper.bot.chat.Phrases;
import dev.starkeeper.bot.lead.Leadership;
import dev.starkeeper.bot.meter.BotMeters;
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
import dev.starkeeper.model.Ownership;
import dev.starkeeper.model.Parties;
import dev.starkeeper.model.Period;
import dev.starkeeper.model.PhotoUrl;
import dev.starkeeper.model.PreCheckoutQuery;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.Progress;
import dev.starkeeper.model.Recurrence;
import dev.starkeeper.model.RefundedPayment;
import dev.starkeeper.model.SettlementPolicy;
import dev.starkeeper.model.Sku;
import dev.starkeeper.model.Stars;
import dev.starkeeper.model.SuccessfulPayment;
import dev.starkeeper.model.Supply;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.sale.MintPolicy;
import dev.starkeeper.store.InvoiceStore;
import dev.starkeeper.store.MintStore;
import dev.starkeeper.store.OwnershipStore;
import dev.starkeeper.store.ProductStore;
import dev.starkeeper.telegram.Telegram;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Makes the facts of a test: products, invoices, queries, payments, each with values of its own.
 */
final class Shop {
  static final BotId BOT = new BotId(7000001);
  static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  static final Duration GRACE = Duration.ofHours(1);
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

  Product pass(String sku, int stars, int days) {
    return saved(sku, stars, new Good.Pass(new Entitlement("vip"), days));
  }

  Product subscription(String sku, int stars) {
    return saved(sku, stars, new Good.Subscription(new Entitlement("vip")));
  }

  /** The same, with so many pieces left and so many for one customer. */
  Product scarce(Product product, int stock, int perCustomer) {
    var supply = new Supply(stock, perCustomer);
    var scarce =
        new Product(
            product.sku(), product.version(), product.offer(), product.good(), true, supply);
    database.inTransactionDo(tx -> ProductStore.makeCurrent(tx, BOT, scarce, NOON));
    return scarce;
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
    var draft = new MintStore.Draft(invoice, Optional.empty(), Optional.empty());
    var written = database.inTransaction(tx -> MintStore.write(tx, BOT, List.of(draft)));
    if (!written.contains(MintStore.Written.ALL)) {
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

  /** One of a subscription's months. */
  static SuccessfulPayment month(String charge, Invoice invoice, Recurrence month, Instant at) {
    var payment = payment(charge, invoice);
    return new SuccessfulPayment(
        payment.chargeId(), payment.payer(), payment.stars(), payment.invoicePayload(), month, at);
  }

  static Report refunded(SuccessfulPayment payment, Instant at) {
    return new Report.Refunded(
        new RefundedPayment(
            payment.chargeId(), payment.payer(), payment.stars(), payment.invoicePayload(), at));
  }

  List<String> rows(String query) {
    return database.inTransaction(tx -> tx.fetch(query).getValues(0, String.class));
  }

  /** When what he has of that name ends; empty if he has nothing of it. */
  Optional<Instant> endsAt(TelegramUser customer, String entitlement, Instant now) {
    return database.inTransaction(tx -> OwnershipStore.grants(tx, BOT, customer.id())).stream()
        .filter(grant -> grant.entitlement().key().equals(entitlement))
        .collect(
            Collectors.collectingAndThen(
                Collectors.toList(), grants -> Ownership.of(grants, now, GRACE)))
        .stream()
        .map(Ownership::endsAt)
        .findFirst();
  }

  /** As updates tell of payments. */
  static List<Report> paid(SuccessfulPayment... payments) {
    return Arrays.stream(payments).<Report>map(Report.Paid::new).toList();
  }

  static RecordPayments recording(Database database, InstantSource clock) {
    var rules = new RecordingRules(SettlementPolicy.STANDARD, GRACE);
    return new RecordPayments(database, BOT, clock, rules);
  }

  static PollUpdates polling(
      Telegram telegram,
      AnswerPreCheckouts answer,
      Database database,
      InstantSource clock,
      BotMeters meters) {
    var recording = recording(database, clock);
    var record = new RecordUpdates(database, BOT, clock, recording, meters.recording());
    var watch = new PollWatch(new NoticeGaps(() -> {}, clock), meters.polls());
    return new PollUpdates(telegram, answer, record, watch, Leadership.ALONE);
  }

  /** Nowhere to send people to, and our own words. */
  static ChatConfig chatConfig() {
    return new ChatConfig(new Phrases(), ChatConfig.Addresses.NONE, new MintPolicy(TTL, 20), GRACE);
  }
}
