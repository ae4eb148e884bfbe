package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static dev.starkeeper.store.Shop.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.PaymentMatch;
import dev.starkeeper.model.RefundedPayment;
import dev.starkeeper.model.SuccessfulPayment;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.store.PaymentStore.RecordedFrom;
import dev.starkeeper.store.RefundStore.ToldBy;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Refunds of charges that we had not seen when they went back. */
final class UnseenRefundTest {
  private static final Instant BACK = NOON.plusSeconds(90);

  private final TestDatabase test = TestDatabase.copy();
  private final Database database = test.database();
  private final Shop shop = new Shop(database);
  private final Invoice coins = shop.invoice(shop.coins("coins-10", 7, 10));

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void chargeThatWasBackBeforeWeSawItIsRecordedAsThat() {
    var unseen = refund("charge-1");

    assertThat(insertRefunded(ToldBy.UPDATE, unseen, refund("charge-2")))
        .extracting(ChargeId::value)
        .containsExactlyInAnyOrder("charge-1", "charge-2");
    assertThat(insertRefunded(ToldBy.HISTORY, unseen, refund("charge-3")))
        .extracting(ChargeId::value)
        .containsExactly("charge-3");

    assertThat(
            shop.rows(
                "select concat_ws(' ', charge_id, status, reason, recorded_from, refund_told_by,"
                    + " stars, invoice_id = invoice_payload::uuid) from payment order by 1"))
        .containsExactly(
            "charge-1 REFUNDED REFUNDED_BEFORE_SEEN UPDATE UPDATE 7 t",
            "charge-2 REFUNDED REFUNDED_BEFORE_SEEN UPDATE UPDATE 7 t",
            "charge-3 REFUNDED REFUNDED_BEFORE_SEEN HISTORY HISTORY 7 t");
  }

  @Test
  void paymentToldAfterItsRefundTellsWhenItWasPaid() {
    insertRefunded(ToldBy.UPDATE, refund("charge-1"));
    var told = Shop.payment(coins, "charge-1");

    assertThat(insert(told, new PaymentMatch.Pays(coins))).isEmpty();
    database.inTransactionDo(tx -> PaymentStore.datePaid(tx, BOT, List.of(told)));

    assertThat(shop.rows("select status || ' ' || paid_at from payment"))
        .containsExactly("REFUNDED 2026-11-01 12:01:00+00");
  }

  @Test
  void paymentAndRefundOfOneChargeToldAtOnceMakeOneRow() throws Exception {
    for (var n = 0; n < 20; n++) {
      var charge = "charge-" + n;
      var won =
          Threads.eight(i ->
              i % 2 == 0
                  ? insert(Shop.payment(coins, charge), new PaymentMatch.PaysTwice(coins))
                  : insertRefunded(ToldBy.UPDATE, refund(charge)));

      assertThat(won.stream().flatMap(Set::stream)).containsExactly(new ChargeId(charge));
    }
    assertThat(shop.rows("select charge_id from payment")).hasSize(20);
  }

  private Set<ChargeId> insert(SuccessfulPayment payment, PaymentMatch match) {
    var settled = List.of(Shop.settled(payment, match));
    return database.inTransaction(
        tx -> PaymentStore.insertNew(tx, BOT, settled, RecordedFrom.UPDATE, NOON));
  }

  private Set<ChargeId> insertRefunded(ToldBy by, RefundedPayment... unseen) {
    return database.inTransaction(
        tx -> RefundStore.insertRefunded(tx, BOT, List.of(unseen), by, NOON));
  }

  private RefundedPayment refund(String charge) {
    return new RefundedPayment(
        new ChargeId(charge),
        new TelegramUser(coins.parties().buyer(), "en"),
        coins.item().stars(),
        coins.id().payload(),
        BACK);
  }
}
