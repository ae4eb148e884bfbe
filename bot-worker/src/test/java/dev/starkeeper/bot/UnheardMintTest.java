package dev.starkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.table;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.DatabaseException;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.InvoiceIds;
import dev.starkeeper.model.Parties;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.sale.Bot;
import dev.starkeeper.sale.CreateInvoice;
import dev.starkeeper.sale.CreateInvoiceOutcome;
import dev.starkeeper.sale.IdempotencyKey;
import dev.starkeeper.sale.InvoiceOrder;
import dev.starkeeper.sale.MintPolicy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * As when a process is killed after the commit of mints that were written together, or loses its
 * database then: they are there, and nobody was told.
 */
final class UnheardMintTest {
  private static final int BUYERS = 60;
  private static final int UNHEARD = 5; // of the first commits

  private final TestDatabase test = TestDatabase.copy();
  private final Shop shop = new Shop(test.database());
  private final AtomicInteger commits = new AtomicInteger();
  private final CreateInvoice createInvoice =
      new CreateInvoice(
          Database.over(
              ProxyDataSourceBuilder.create(test.database().connections())
                  .afterMethod(call -> after(call.getMethod().getName()))
                  .build()),
          new Bot(Shop.BOT, new ScriptedTelegram()),
          InvoiceIds.timeOrdered(() -> Shop.NOON),
          new MintPolicy(Duration.ofHours(1), 20),
          () -> Shop.NOON);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void whoAsksAgainGetsTheOneThatWasWritten() throws ExecutionException, InterruptedException {
    var product = shop.coins("coins", 10, 100);
    var given = new HashSet<InvoiceId>();
    var unheard = 0;
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Future<Given>>();
      for (var i = 1; i <= BUYERS; i++) calls.add(callers.submit(buyer(i, product)));
      for (var call : calls) {
        given.add(call.get().invoice());
        unheard += call.get().unheard();
      }
    }

    assertThat(unheard).isGreaterThanOrEqualTo(UNHEARD);
    assertThat(given).hasSize(BUYERS);
    assertThat(count("invoice")).isEqualTo(BUYERS);
    assertThat(count("idempotency_key")).isEqualTo(BUYERS);
  }

  private record Given(InvoiceId invoice, int unheard) {}

  /** Asks until he is answered, always with the same key. */
  private Callable<Given> buyer(int id, Product product) {
    var buyer = new TelegramUser(new TelegramUserId(id), "en");
    var order =
        new InvoiceOrder(
            new Parties(buyer.id(), buyer.id()),
            product.sku(),
            1,
            new IdempotencyKey("customer:" + id, "key"),
            Optional.of(buyer));
    return () -> {
      for (var unheard = 0; ; unheard++) {
        try {
          var outcome = (CreateInvoiceOutcome.Given) createInvoice.create(order);
          return new Given(outcome.invoice().id(), unheard);
        } catch (DatabaseException.Unavailable _) {
          // A 503, after which his app asks again.
        }
      }
    };
  }

  private int count(String name) {
    return test.database().inTransaction(tx -> tx.fetchCount(table(name)));
  }

  /** Comes when it is done. */
  private void after(String method) {
    if (method.equals("commit") && commits.incrementAndGet() <= UNHEARD) {
      throw new IllegalStateException(new SQLException("broken after the commit", "08006"));
    }
  }
}
