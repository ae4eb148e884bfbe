package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static dev.starkeeper.store.Shop.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.Product;
import dev.starkeeper.store.DeliveryStore.Delivery;
import dev.starkeeper.store.PaymentStore.RecordedFrom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DeliveryStoreTest {
  private static final Instant PAID = NOON.plusSeconds(5);
  private static final String AT_NOON = "2026-11-01 12:00:00+00";
  private static final String AT_PAID = "2026-11-01 12:00:05+00";

  private final TestDatabase test = TestDatabase.copy();
  private final Database database = test.database();
  private final Shop shop = new Shop(database);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void eachKindOfABatchGivesItsRowAndNothingElse() {
    var unlock = paid(shop.unlock("u", 50), 1, "charge-u");
    var pass = paid(shop.pass("p", 9, 7), 3, "charge-p");
    var month = paid(shop.subscription("s", 30), 1, "charge-s");
    var coins = paid(shop.coins("c", 7, 10), 4, "charge-c");

    deliver(
        new Delivery(new ChargeId("charge-c"), coins, PAID, Instant.MIN),
        new Delivery(new ChargeId("charge-s"), month, PAID, NOON.plusSeconds(99)),
        new Delivery(new ChargeId("charge-p"), pass, PAID, Instant.MIN),
        new Delivery(new ChargeId("charge-u"), unlock, PAID, Instant.MIN));

    assertThat(
            shop.rows(
                """
                select concat_ws(' ', charge_id, customer_id, entitlement, kind, granted_at,
                                 starts_at, days, ends_at, subscription_id)
                from entitlement_grant order by charge_id
                """))
        .containsExactly(
            "charge-p %d p.owned PASS %s %s 21".formatted(recipient(pass), AT_NOON, AT_PAID),
            "charge-s %d s.owned SUBSCRIPTION %s %s 2026-11-01 12:01:39+00 %s"
                .formatted(recipient(month), AT_NOON, AT_PAID, month.id().payload()),
            "charge-u %d u.owned UNLOCK %s %s".formatted(recipient(unlock), AT_NOON, AT_PAID));
    assertThat(
            shop.rows(
                "select concat_ws(' ', charge_id, customer_id, unit, amount, kind, created_at)"
                    + " from credit_entry"))
        .containsExactly("charge-c %d coins 40 PURCHASE %s".formatted(recipient(coins), AT_NOON));
  }

  /** Telegram did not say that it is one, or a person assigned it. */
  @Test
  void anyChargeThatPaysASubscriptionPaysAMonthOfIt() {
    var invoice = paid(shop.subscription("s", 30), 1, "charge-s");
    var delivery = new Delivery(new ChargeId("charge-s"), invoice, PAID, Instant.MIN);

    deliver(delivery);
    database.inTransactionDo(tx -> SubscriptionStore.charged(tx, BOT, List.of(delivery)));

    assertThat(shop.rows("select ends_at::text from entitlement_grant"))
        .containsExactly("2026-12-01 12:00:05+00");
    assertThat(shop.rows("select period_ends_at::text from subscription"))
        .containsExactly("2026-12-01 12:00:05+00");
  }

  @Test
  void longestPassFitsIntoItsColumn() {
    var invoice = paid(shop.pass("p", 1, 3650), 100_000, "charge-p");

    deliver(new Delivery(new ChargeId("charge-p"), invoice, PAID, Instant.MIN));

    assertThat(shop.rows("select days::text from entitlement_grant")).containsExactly("365000000");
  }

  private Invoice paid(Product product, int quantity, String charge) {
    var invoice = shop.saved(Shop.anInvoice(product, Shop.parties(), quantity));
    var payments = List.of(Shop.fulfilled(invoice, charge));
    database.inTransactionDo(
        tx -> PaymentStore.insertNew(tx, BOT, payments, RecordedFrom.UPDATE, NOON));
    return invoice;
  }

  private void deliver(Delivery... deliveries) {
    database.inTransactionDo(tx -> DeliveryStore.deliver(tx, BOT, List.of(deliveries), NOON));
  }

  private static long recipient(Invoice invoice) {
    return invoice.parties().recipient().value();
  }
}
