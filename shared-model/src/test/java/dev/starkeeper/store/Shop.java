package dev.starkeeper.store;

import dev.starkeeper.db.Database;
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
import dev.starkeeper.model.PaymentMatch;
import dev.starkeeper.model.PaymentStatus;
import dev.starkeeper.model.Period;
import dev.starkeeper.model.PhotoUrl;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.Progress;
import dev.starkeeper.model.Recurrence;
import dev.starkeeper.model.SettledPayment;
import dev.starkeeper.model.SettlementPolicy;
import dev.starkeeper.model.Sku;
import dev.starkeeper.model.Stars;
import dev.starkeeper.model.SuccessfulPayment;
import dev.starkeeper.model.Supply;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.store.PaymentStore.RecordedFrom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.DSLContext;

/** Makes the facts of a test: products, invoices, payments, each with values of its own. */
final class Shop {
  static final BotId BOT = new BotId(7000001);
  static final BotId OTHER_BOT = new BotId(7000002);
  static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  static final Instant EXPIRY = Instant.parse("2026-11-01T13:00:00Z");

  private static final AtomicLong USERS = new AtomicLong(50_000);

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
    return saved(sku, stars, new Good.Pass(new Entitlement(sku + ".owned"), days));
  }

  Product subscription(String sku, int stars) {
    return saved(sku, stars, new Good.Subscription(new Entitlement(sku + ".owned")));
  }

  Product scarce(String sku, Supply supply) {
    var good = new Good.Consumable(new CreditUnit("tickets"), 1);
    return put(new Product(new Sku(sku), 1, offer("Title of " + sku, 9), good, true, supply));
  }

  private Product saved(String sku, int stars, Good good) {
    return put(
        new Product(
            new Sku(sku), 1, offer("Title of " + sku, stars), good, true, Supply.UNLIMITED));
  }

  Product repriced(Product product, int stars) {
    var offer = offer("Dearer " + product.sku().value(), stars);
    return put(
        new Product(
            product.sku(), product.version() + 1, offer, product.good(), true, product.supply()));
  }

  Product put(Product product) {
    database.inTransactionDo(tx -> {
      ProductStore.addVersion(tx, BOT, product, NOON);
      ProductStore.makeCurrent(tx, BOT, product, NOON);
    });
    return product;
  }

  static Offer offer(String title, int stars) {
    return new Offer(title, "What it is", PhotoUrl.NONE, new Stars(stars));
  }

  /** A buyer and, since they are easily swapped, somebody else as the recipient. */
  static Parties parties() {
    return new Parties(
        new TelegramUserId(USERS.incrementAndGet()), new TelegramUserId(USERS.incrementAndGet()));
  }

  static Parties swapped(Parties parties) {
    return new Parties(/* buyer= */ parties.recipient(), /* recipient= */ parties.buyer());
  }

  /** Not saved: open from noon until its expiry. */
  static Invoice anInvoice(Product product, Parties parties, int quantity) {
    return new Invoice(
        new InvoiceId(UUID.randomUUID()),
        parties,
        Item.of(product, quantity),
        new Period(NOON, EXPIRY),
        new Progress.Open(),
        "https://t.me/$" + UUID.randomUUID());
  }

  Invoice invoice(Product product) {
    return saved(anInvoice(product, parties(), 1));
  }

  Invoice saved(Invoice invoice) {
    if (insert(invoice)) return invoice;
    throw new IllegalStateException("there is an open one already: " + invoice);
  }

  boolean insert(Invoice invoice) {
    return database.inTransaction(tx -> insert(tx, invoice));
  }

  static boolean insert(DSLContext tx, Invoice invoice) {
    var draft = new MintStore.Draft(invoice, Optional.empty(), Optional.empty());
    return MintStore.write(tx, BOT, List.of(draft)).contains(MintStore.Written.ALL);
  }

  Progress progress(Invoice invoice) {
    return database
        .inTransaction(tx -> InvoiceStore.find(tx, BOT, invoice.id()))
        .orElseThrow()
        .progress();
  }

  /** By the charge of that name, a minute past noon. */
  void pay(Invoice invoice, String charge) {
    var id = new ChargeId(charge);
    database.inTransactionDo(tx -> {
      PaymentStore.insertNew(
          tx, BOT, List.of(fulfilled(invoice, charge)), RecordedFrom.UPDATE, NOON);
      InvoiceStore.markPaid(tx, BOT, List.of(invoice.paidBy(id, NOON.plusSeconds(60))));
      var delivery =
          new DeliveryStore.Delivery(
              id, invoice, NOON.plusSeconds(60), NOON.plusSeconds(2_592_060));
      DeliveryStore.deliver(tx, BOT, List.of(delivery), NOON.plusSeconds(60));
      SubscriptionStore.charged(tx, BOT, List.of(delivery));
    });
  }

  /** A month of the subscription that this invoice begins: 30 days from then. */
  void payMonth(Invoice invoice, String charge, Instant paidAt) {
    payMonth(invoice, charge, paidAt, paidAt.plus(Recurrence.MONTH));
  }

  void payMonth(Invoice invoice, String charge, Instant paidAt, Instant until) {
    var isFirst = !progress(invoice).isPaid();
    var recurrence = isFirst ? new Recurrence.First(until) : new Recurrence.Renewal(until);
    var match = isFirst ? new PaymentMatch.Pays(invoice) : new PaymentMatch.Renews(invoice);
    var id = new ChargeId(charge);
    var delivery = new DeliveryStore.Delivery(id, invoice, paidAt, until);
    database.inTransactionDo(tx -> {
      PaymentStore.insertNew(
          tx,
          BOT,
          List.of(settled(payment(invoice, charge, recurrence, paidAt), match)),
          RecordedFrom.UPDATE,
          NOON);
      if (isFirst) InvoiceStore.markPaid(tx, BOT, List.of(invoice.paidBy(id, paidAt)));
      DeliveryStore.deliver(tx, BOT, List.of(delivery), NOON);
      SubscriptionStore.charged(tx, BOT, List.of(delivery));
    });
  }

  static SettledPayment settled(SuccessfulPayment payment, PaymentMatch match) {
    return SettlementPolicy.STANDARD.settle(payment, match);
  }

  static SettledPayment fulfilled(Invoice invoice, String charge) {
    return new SettledPayment(
        payment(invoice, charge), new PaymentMatch.Pays(invoice), PaymentStatus.FULFILLED);
  }

  static SuccessfulPayment payment(Invoice invoice, String charge) {
    return payment(invoice, charge, Recurrence.none(), NOON.plusSeconds(60));
  }

  static SuccessfulPayment payment(
      Invoice invoice, String charge, Recurrence recurrence, Instant paidAt) {
    return new SuccessfulPayment(
        new ChargeId(charge),
        new TelegramUser(invoice.parties().buyer(), "en"),
        invoice.item().stars(),
        invoice.id().payload(),
        recurrence,
        paidAt);
  }

  void execute(String sql, Object... values) {
    database.inTransactionDo(tx -> tx.execute(sql, values));
  }

  List<String> rows(String query) {
    return database.inTransaction(tx -> tx.fetch(query).getValues(0, String.class));
  }
}
