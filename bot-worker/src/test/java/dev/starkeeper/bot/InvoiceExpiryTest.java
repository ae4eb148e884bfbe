package dev.starkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.bot.payment.ExpireInvoices;
import dev.starkeeper.bot.payment.Outcome;
import dev.starkeeper.bot.payment.RecordPayments;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.InvoiceState;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.store.CheckoutStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What nobody paid in time is marked once, and told if it is news. */
final class InvoiceExpiryTest {
  private final TestDatabase test = TestDatabase.copy();
  private final Database database = test.database();
  private final Shop shop = new Shop(database);
  private final TelegramUser buyer = Shop.aBuyer();
  private final AtomicReference<Instant> now = new AtomicReference<>(Shop.NOON);
  private final RecordPayments recordPayments = Shop.recording(database, now::get);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void unpaidInvoiceExpiresOnceAndIsHonouredIfPaidAllTheSame() throws Exception {
    var invoice = shop.invoice(shop.coins("coins", 9, 50), buyer, 2);
    var other = shop.invoice(shop.coins("coins.2", 9, 50));
    recordPayments.record(Shop.paid(Shop.payment("charge-11", other)));

    now.set(Shop.NOON.plus(Shop.TTL).minusMillis(1));
    Club.byEightThreads(new ExpireInvoices(database, now::get)::expire);
    assertThat(shop.now(invoice).progress().state()).isEqualTo(InvoiceState.OPEN);
    now.set(Shop.NOON.plus(Shop.TTL));
    Club.byEightThreads(new ExpireInvoices(database, now::get)::expire);

    assertThat(shop.now(invoice).progress().state()).isEqualTo(InvoiceState.EXPIRED);
    assertThat(shop.rows("select data from event where type = 'invoice.expired'"))
        .containsExactly(
            ("{\"customerId\":%d,\"invoiceId\":\"%s\",\"recipientId\":%d,\"sku\":\"coins\","
                    + "\"quantity\":2,\"stars\":18}")
                .formatted(buyer.id().value(), invoice.id().payload(), buyer.id().value()));
    assertThat(recordPayments.record(Shop.paid(Shop.payment("charge-12", invoice))))
        .containsExactly(new Outcome.Fulfilled(invoice.id()));
  }

  @Test
  void invoiceThatACheckoutHoldsExpiresWhenTheHoldHasLapsed() throws Exception {
    var invoice = shop.invoice(shop.coins("coins", 9, 50));
    var deadline = Shop.NOON.plus(Shop.TTL);
    database.inTransactionDo(tx ->
        CheckoutStore.hold(
            tx,
            Shop.BOT,
            Map.of(invoice.id(), "query-1"),
            deadline.minusSeconds(1),
            deadline.plusSeconds(59)));

    now.set(deadline);
    Club.byEightThreads(new ExpireInvoices(database, now::get)::expire);
    assertThat(shop.now(invoice).progress().state()).isEqualTo(InvoiceState.CHECKOUT);
    now.set(deadline.plusSeconds(59));
    Club.byEightThreads(new ExpireInvoices(database, now::get)::expire);

    assertThat(shop.now(invoice).progress().state()).isEqualTo(InvoiceState.EXPIRED);
  }

  @Test
  void whatExpiredLongAgoIsMarkedAndIsNoNews() {
    var invoice = shop.invoice(shop.coins("coins", 9, 50));
    now.set(Shop.NOON.plus(Shop.TTL).plus(Duration.ofDays(8)));

    new ExpireInvoices(database, now::get).expire();

    assertThat(shop.now(invoice).progress().state()).isEqualTo(InvoiceState.EXPIRED);
    assertThat(shop.rows("select type from event")).isEmpty();
  }
}
