package dev.starkeeper.bot;

import static dev.starkeeper.bot.History.back;
import static dev.starkeeper.bot.History.filler;
import static dev.starkeeper.bot.History.paid;
import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.starkeeper.db.Database;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.StarAmount;
import dev.starkeeper.model.StarTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.ttddyy.dsproxy.listener.SingleQueryCountHolder;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The history may be read by many at once, and while updates come in. */
final class HistoryRacesTest {
  private static final int INVOICES = 60;
  private static final AtomicInteger PRODUCTS = new AtomicInteger();

  @AutoClose private final History history = new History();

  @Test
  void fourReconcilersAtOnceCopyAndDeliverOnce() throws Exception {
    var paid = invoices().stream().map(i -> paid("charge-" + i.id().payload(), i)).toList();
    for (var line : paid) {
      history.telegram.history.add(line);
      history.telegram.history.addAll(List.of(filler(4)));
    }

    allAtOnce(
        nCopies(
            4,
            () -> {
              history.over(history.test.database()).run();
              return true;
            }));

    assertThat(history.rows("select count(*), max(position) from star_transaction"))
        .containsExactly("300 299");
    assertDeliveredOnce();
    assertThat(history.books().expected()).isEqualTo(new StarAmount(INVOICES * 50L + 240, 0));
    assertThat(history.books().warnings()).isEmpty();
  }

  @Test
  void updatesAndHistoryTellingTheSameAtOnceDeliverOnce() throws Exception {
    history.reconcile();
    var invoices = invoices();
    var lines = new ArrayList<StarTransaction>();
    invoices.forEach(invoice -> lines.add(paid("charge-" + invoice.id().payload(), invoice)));
    history.telegram.history.addAll(lines);
    var work = new ArrayList<Callable<Boolean>>();
    work.add(() -> {
      history.over(history.test.database()).run();
      return true;
    });
    for (var part = 0; part < 6; part++) {
      var some = invoices.subList(part * 10, part * 10 + 10);
      work.add(() -> {
        some.forEach(invoice ->
            history.recordPayments.record(
                Shop.paid(Shop.payment("charge-" + invoice.id().payload(), invoice))));
        return true;
      });
    }

    allAtOnce(work);

    assertDeliveredOnce();
    assertThat(history.books().findings().rejected()).isZero();

    history.reconcile(lines.stream().map(History::back).toArray(StarTransaction[]::new));

    assertThat(history.rows("select sum(amount) from credit_entry")).containsExactly("0");
    assertThat(history.books().ledger().refunds()).isEqualTo(INVOICES);
    assertThat(history.books().expected()).isEqualTo(StarAmount.ZERO);
  }

  @Test
  void whoIsAskedToStopStopsBetweenPages() {
    history.telegram.history.addAll(List.of(filler(500)));
    history.telegram.beforePage =
        offset -> {
          if (offset > 150) Thread.currentThread().interrupt();
        };

    assertThatThrownBy(history::reconcile).isInstanceOf(RuntimeException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(history.telegram.pages.getLast()).isLessThan(300);
    history.telegram.beforePage = _ -> {};
    history.reconcile();
    assertThat(history.books().transactions()).isEqualTo(500);
  }

  @Test
  void hundredLinesTakeAsManyStatementsAsTwo() {
    var counter = new SingleQueryCountHolder();
    var counted =
        Database.over(
            ProxyDataSourceBuilder.create(history.test.database().connections())
                .countQuery(counter)
                .build());
    var reconcile = history.over(counted);
    reconcile.run();

    var few = count(counter, () -> read(reconcile::run, invoices().subList(0, 1)));
    var many = count(counter, () -> read(reconcile::run, invoices().subList(0, 49)));

    assertThat(many).isEqualTo(few);
  }

  private void read(Runnable reconcile, List<Invoice> invoices) {
    for (var invoice : invoices) {
      var line = paid("charge-" + invoice.id().payload(), invoice);
      history.telegram.history.addAll(List.of(line, back(line)));
    }
    reconcile.run();
  }

  private static long count(SingleQueryCountHolder counter, Runnable work) {
    counter.clear();
    work.run();
    return counter.getQueryCountMap().values().stream()
        .mapToLong(c -> c.getStatement() + c.getPrepared() + c.getCallable())
        .sum();
  }

  private List<Invoice> invoices() {
    var product = history.shop.coins("coins-" + PRODUCTS.incrementAndGet(), 50, 1);
    return IntStream.range(0, INVOICES).mapToObj(_ -> history.shop.invoice(product)).toList();
  }

  private void assertDeliveredOnce() {
    assertThat(history.rows("select count(*), sum(amount) from credit_entry"))
        .containsExactly(INVOICES + " " + INVOICES);
    assertThat(history.rows("select count(*) from event where type = 'payment.succeeded'"))
        .containsExactly(String.valueOf(INVOICES));
    assertThat(history.rows("select count(*) from invoice where state = 'PAID'"))
        .containsExactly(String.valueOf(INVOICES));
    assertThat(history.books().ledger().payments()).isEqualTo(INVOICES);
    assertThat(history.books().ledger().stars()).isEqualTo(INVOICES * 50L);
  }

  private static void allAtOnce(List<? extends Callable<Boolean>> work) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(threads.invokeAll(work).stream().map(Future::resultNow)).containsOnly(true);
    }
  }
}
