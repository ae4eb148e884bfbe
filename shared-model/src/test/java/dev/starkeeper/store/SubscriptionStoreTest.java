package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static dev.starkeeper.store.Shop.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.Recurrence;
import dev.starkeeper.model.RenewalState;
import dev.starkeeper.model.Subscription;
import dev.starkeeper.model.Subscription.Term;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Row for row what Telegram charged and gave back, in whatever sequence we come to know of it. */
final class SubscriptionStoreTest {
  private final TestDatabase test = TestDatabase.copy();
  private final Database database = test.database();
  private final Shop shop = new Shop(database);
  private final Invoice invoice = Shop.anInvoice(shop.subscription("s", 30), Shop.parties(), 1);

  @BeforeEach
  void insert() {
    shop.saved(invoice);
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void firstMonthBeginsIt() {
    shop.payMonth(invoice, "month-1", month(0));

    assertThat(find())
        .isEqualTo(
            new Subscription(
                invoice.id(),
                invoice.parties(),
                invoice.item(),
                new ChargeId("month-1"),
                new Term(RenewalState.ON, month(1))));
  }

  @Test
  void monthThatFollowsProlongsIt() {
    shop.payMonth(invoice, "month-1", month(0));
    shop.payMonth(invoice, "month-2", month(1));

    assertThat(find().firstCharge()).isEqualTo(new ChargeId("month-1"));
    assertThat(find().term()).isEqualTo(new Term(RenewalState.ON, month(2)));
  }

  @Test
  void earlierMonthThatTurnsUpIsTheFirstAndChangesNothingElse() {
    shop.payMonth(invoice, "month-2", month(1));
    setRenewal(RenewalState.CANCELED_BY_BUYER);
    shop.payMonth(invoice, "month-1", month(0));

    assertThat(find().firstCharge()).isEqualTo(new ChargeId("month-1"));
    assertThat(find().term()).isEqualTo(new Term(RenewalState.CANCELED_BY_BUYER, month(2)));
    assertThat(shop.rows("select first_paid_at::text from subscription"))
        .containsExactly("2026-11-01 12:00:00+00");
  }

  @Test
  void chargeAfterAFailureTurnsItOnAgain() {
    shop.payMonth(invoice, "month-1", month(0));
    var months = 1;
    for (var renewal : RenewalState.values()) {
      setRenewal(renewal);
      shop.payMonth(invoice, "after " + renewal, month(months++));

      assertThat(find().term()).isEqualTo(new Term(RenewalState.ON, month(months)));
    }
  }

  @Test
  void monthsOfABatchCountTogetherInWhateverSequence() {
    var second = delivery("month-2", month(1));
    var first = delivery("month-1", month(0));
    var third = delivery("month-3", month(2));
    database.inTransactionDo(
        tx -> SubscriptionStore.charged(tx, BOT, List.of(second, first, third)));

    assertThat(find().firstCharge()).isEqualTo(new ChargeId("month-1"));
    assertThat(find().term()).isEqualTo(new Term(RenewalState.ON, month(3)));
  }

  @Test
  void whatIsNoSubscriptionIsNotNoted() {
    shop.pay(shop.invoice(shop.pass("p", 9, 7)), "charge-1");

    assertThat(shop.rows("select id::text from subscription")).isEmpty();
  }

  @Test
  void refundOfTheLatestMonthEndsItWithTheOneBefore() {
    shop.payMonth(invoice, "month-1", month(0));
    shop.payMonth(invoice, "month-2", month(1));

    refund("month-2", month(1).plusSeconds(60));

    assertThat(find().term()).isEqualTo(new Term(RenewalState.REFUNDED, month(1)));
  }

  @Test
  void refundOfAnOlderMonthChangesNothing() {
    shop.payMonth(invoice, "month-1", month(0));
    shop.payMonth(invoice, "month-2", month(1));

    refund("month-1", month(1).plusSeconds(60));

    assertThat(find().term()).isEqualTo(new Term(RenewalState.ON, month(2)));
  }

  @Test
  void refundOfTheOnlyMonthEndsItAtOnce() {
    shop.payMonth(invoice, "month-1", month(0));

    refund("month-1", NOON.plusSeconds(60));

    assertThat(find().term()).isEqualTo(new Term(RenewalState.REFUNDED, NOON.plusSeconds(60)));
  }

  @Test
  void refundAfterItsEndDoesNotMoveTheEnd() {
    shop.payMonth(invoice, "month-1", month(0));

    refund("month-1", month(3));

    assertThat(find().term()).isEqualTo(new Term(RenewalState.REFUNDED, month(1)));
  }

  @Test
  void monthChargedAfterARefundRevivesIt() {
    shop.payMonth(invoice, "month-1", month(0));
    refund("month-1", NOON.plusSeconds(60));

    shop.payMonth(invoice, "month-2", month(1));

    assertThat(find().term()).isEqualTo(new Term(RenewalState.ON, month(2)));
  }

  @Test
  void exactDatesMoveTheEndEitherWayAndNothingElse() {
    shop.payMonth(invoice, "month-1", month(0));
    setRenewal(RenewalState.CANCELED_BY_MERCHANT);
    for (var until : List.of(month(1).minusSeconds(7), month(1).plusSeconds(9))) {
      date("month-1", until);

      assertThat(find().term()).isEqualTo(new Term(RenewalState.CANCELED_BY_MERCHANT, until));
    }
  }

  @Test
  void datesOfOneMonthDoNotTouchAnotherSubscription() {
    var other = shop.saved(Shop.anInvoice(shop.subscription("o", 31), Shop.parties(), 1));
    shop.payMonth(invoice, "month-1", month(0));
    shop.payMonth(other, "other-1", month(0));

    date("other-1", month(2));
    refund("other-1", month(0).plusSeconds(5));

    assertThat(find().term()).isEqualTo(new Term(RenewalState.ON, month(1)));
  }

  private void refund(String charge, Instant now) {
    database.inTransactionDo(tx -> {
      var taken = OwnershipStore.revoke(tx, BOT, List.of(new ChargeId(charge)), now);
      var touched = taken.stream().flatMap(access -> access.subscription().stream()).toList();
      SubscriptionStore.reckonAfterRefund(tx, BOT, touched, now);
    });
  }

  private void date(String charge, Instant until) {
    var told = Shop.payment(invoice, charge, new Recurrence.Renewal(until), month(0));
    database.inTransactionDo(tx -> {
      var touched = PaymentStore.dateMonths(tx, BOT, List.of(told));
      SubscriptionStore.reckonAfterDating(tx, BOT, touched, NOON);
    });
  }

  private DeliveryStore.Delivery delivery(String charge, Instant paidAt) {
    return new DeliveryStore.Delivery(
        new ChargeId(charge), invoice, paidAt, paidAt.plus(Recurrence.MONTH));
  }

  private void setRenewal(RenewalState renewal) {
    database.inTransactionDo(tx -> SubscriptionStore.setRenewal(tx, BOT, invoice.id(), renewal));
  }

  private Subscription find() {
    return database
        .inTransaction(tx -> SubscriptionStore.find(tx, BOT, invoice.id()))
        .orElseThrow();
  }

  private static Instant month(int n) {
    return NOON.plus(Recurrence.MONTH.multipliedBy(n));
  }
}
