package dev.starkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.table;

import dev.starkeeper.bot.payment.Report;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.InvoiceIds;
import dev.starkeeper.model.Parties;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.sale.Bot;
import dev.starkeeper.sale.CreateInvoice;
import dev.starkeeper.sale.IdempotencyKey;
import dev.starkeeper.sale.InvoiceOrder;
import dev.starkeeper.sale.MintPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import net.ttddyy.dsproxy.listener.SingleQueryCountHolder;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Round trips grow with the number of batches, not with the number of buyers. */
final class StatementCountTest {
  private final TestDatabase test = TestDatabase.copy();
  private final Shop shop = new Shop(test.database());
  private final SingleQueryCountHolder counter = new SingleQueryCountHolder();
  private final Database counted =
      Database.over(
          ProxyDataSourceBuilder.create(test.database().connections()).countQuery(counter).build());

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void hundredPaymentsTakeAsManyStatementsAsOne() {
    var recordPayments = Shop.recording(counted, () -> Shop.NOON);
    var product = shop.coins("coins", 10, 100);

    var forOne = count(() -> recordPayments.record(payments(product, 1, "one")));
    var forHundred = count(() -> recordPayments.record(payments(product, 100, "hundred")));

    assertThat(recorded()).isEqualTo(101);
    assertThat(forHundred).isEqualTo(forOne).isEqualTo(11);
  }

  @Test
  void hundredPreCheckoutsTakeTwoStatements() {
    var hold = new HoldInvoices(counted, Shop.BOT, () -> Shop.NOON, Duration.ofMinutes(1));
    var product = shop.coins("coins", 10, 100);
    var queries = many(product, 100, "query", Shop::query);

    assertThat(count(() -> hold.hold(queries))).isEqualTo(2);
  }

  /** There is one for each purchase. */
  @Test
  void aMintTakesTwoStatements() {
    var product = shop.coins("coins", 10, 100);
    var buyer = new TelegramUser(new TelegramUserId(42), "en");
    var createInvoice =
        new CreateInvoice(
            counted,
            new Bot(Shop.BOT, new ScriptedTelegram()),
            InvoiceIds.timeOrdered(() -> Shop.NOON),
            new MintPolicy(Duration.ofHours(1), 20),
            () -> Shop.NOON);
    var order =
        new InvoiceOrder(
            new Parties(buyer.id(), buyer.id()),
            product.sku(),
            1,
            new IdempotencyKey("customer:42", "key"),
            Optional.of(buyer));

    assertThat(count(() -> createInvoice.create(order))).isEqualTo(2);
  }

  private int recorded() {
    return test.database().inTransaction(tx -> tx.fetchCount(table("payment")));
  }

  private long count(Runnable work) {
    counter.clear();
    work.run();
    return counter.getQueryCountMap().values().stream()
        .mapToLong(c -> c.getStatement() + c.getPrepared() + c.getCallable())
        .sum();
  }

  private List<Report> payments(Product product, int number, String name) {
    return many(
        product, number, name, (charge, invoice) -> new Report.Paid(Shop.payment(charge, invoice)));
  }

  private <T> List<T> many(
      Product product, int number, String name, BiFunction<String, Invoice, T> make) {
    return IntStream.range(0, number)
        .mapToObj(i -> make.apply(name + "-" + i, shop.invoice(product)))
        .toList();
  }
}
