package dev.starkeeper.bot;

import dev.starkeeper.bot.history.Reconcile;
import dev.starkeeper.bot.meter.BotMeters;
import dev.starkeeper.bot.payment.RecordPayments;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.Books;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.StarAmount;
import dev.starkeeper.model.StarTransaction;
import dev.starkeeper.model.StarTransaction.Direction;
import dev.starkeeper.model.StarTransaction.Partner;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.sale.Bot;
import dev.starkeeper.store.BooksStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** A database, a Telegram with a history, and who reconciles the two. */
final class History implements AutoCloseable {
  static final Instant LONG_AGO = Shop.NOON.minus(Duration.ofDays(40));
  static final Instant LATER = Shop.NOON.plusSeconds(60);

  final TestDatabase test = TestDatabase.copy();
  final Shop shop = new Shop(test.database());
  final ScriptedTelegram telegram = new ScriptedTelegram();
  final RecordPayments recordPayments = Shop.recording(test.database(), () -> Shop.NOON);
  private final Reconcile reconcile = over(test.database());

  /** Another that reads the same history, through these connections. */
  Reconcile over(Database database) {
    return new Reconcile(
        database,
        new Bot(Shop.BOT, telegram),
        () -> Shop.NOON,
        Shop.recording(database, () -> Shop.NOON),
        BotMeters.unseen().recording());
  }

  /** Telegram's list gets longer, and is read. */
  void reconcile(StarTransaction... more) {
    telegram.history.addAll(List.of(more));
    reconcile.run();
  }

  Books books() {
    return test.database().inTransaction(tx -> BooksStore.find(tx, Shop.BOT));
  }

  /** A query's rows, their values with spaces between. */
  List<String> rows(String sql) {
    return test.database()
        .inTransaction(tx ->
            tx.fetch(sql)
                .map(row ->
                    String.join(
                        " ",
                        IntStream.range(0, row.size())
                            .mapToObj(i -> String.valueOf(row.get(i)))
                            .toList())));
  }

  void execute(String sql) {
    test.database().inTransactionDo(tx -> tx.execute(sql));
  }

  static StarTransaction paid(String charge, Invoice invoice) {
    return sale(
        charge,
        invoice.parties().buyer(),
        invoice.id().payload(),
        invoice.item().stars().amount(),
        LATER);
  }

  /** Sold by somebody else, before our time. */
  static StarTransaction old(String charge, int stars) {
    return sale(charge, new TelegramUserId(9_000), "their-order-" + charge, stars, LONG_AGO);
  }

  private static StarTransaction sale(
      String charge, TelegramUserId buyer, String payload, int stars, Instant at) {
    var user = new TelegramUser(buyer, "en");
    var partner = new Partner.Sale(user, payload, Duration.ZERO, StarAmount.ZERO);
    return new StarTransaction(
        charge, Direction.IN, new StarAmount(stars, 0), at, partner, "{\"id\":1}");
  }

  /** The same Stars back under the same id, an hour later. */
  static StarTransaction back(StarTransaction paid) {
    return new StarTransaction(
        paid.id(),
        Direction.OUT,
        paid.amount(),
        paid.at().plus(Duration.ofHours(1)),
        paid.partner(),
        "{}");
  }

  static StarTransaction with(StarTransaction line, StarAmount amount, StarAmount commission) {
    var sale = (Partner.Sale) line.partner();
    var shared = new Partner.Sale(sale.user(), sale.invoicePayload(), sale.period(), commission);
    return new StarTransaction(line.id(), line.direction(), amount, line.at(), shared, line.json());
  }

  static StarTransaction at(StarTransaction line, Instant at) {
    return new StarTransaction(
        line.id(), line.direction(), line.amount(), at, line.partner(), line.json());
  }

  static StarTransaction month(StarTransaction line, Instant at) {
    var sale = (Partner.Sale) line.partner();
    var month =
        new Partner.Sale(
            sale.user(), sale.invoicePayload(), Duration.ofDays(30), sale.commission());
    return new StarTransaction(line.id(), line.direction(), line.amount(), at, month, line.json());
  }

  static StarTransaction other(String kind, Direction direction, long stars, int nanos) {
    return new StarTransaction(
        kind + stars,
        direction,
        new StarAmount(stars, nanos),
        LATER,
        new Partner.Other(kind),
        "{}");
  }

  /** So many lines that are nobody's charges, a Star each. */
  static StarTransaction[] filler(int lines) {
    return IntStream.range(0, lines)
        .mapToObj(i ->
            new StarTransaction(
                "gift-" + i,
                Direction.IN,
                new StarAmount(1, 0),
                LATER,
                new Partner.Other("gift_purchase"),
                "{}"))
        .toArray(StarTransaction[]::new);
  }

  @Override
  public void close() {
    test.close();
  }
}
