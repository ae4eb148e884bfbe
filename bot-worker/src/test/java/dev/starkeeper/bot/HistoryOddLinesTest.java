package dev.starkeeper.bot;

import static dev.starkeeper.bot.History.back;
import static dev.starkeeper.bot.History.old;
import static dev.starkeeper.bot.History.paid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.Recurrence;
import dev.starkeeper.model.StarAmount;
import dev.starkeeper.model.StarTransaction;
import dev.starkeeper.model.StarTransaction.Direction;
import dev.starkeeper.model.StarTransaction.Partner;
import dev.starkeeper.model.SuccessfulPayment;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Lines that cannot be taken at their word stop none of the others. */
final class HistoryOddLinesTest {
  private static final String PAYMENTS =
      "select charge_id, status, stars from payment order by charge_id";

  @AutoClose private final History history = new History();

  @Test
  void lineThatCannotBeReadIsKeptAndLeftToAPerson() {
    var reason = new Partner.Unreadable("user is not an object");
    var line =
        new StarTransaction(
            "stx", Direction.IN, new StarAmount(5, 0), History.LATER, reason, "{\"id\":\"stx\"}");

    history.reconcile(old("charge-1", 31), line, old("charge-2", 32));

    assertThat(
            history.rows(
                "select position, kind, rejected, body from star_transaction where rejected is not null"))
        .containsExactly("1 unreadable user is not an object {\"id\":\"stx\"}");
    assertThat(history.rows(PAYMENTS))
        .containsExactly("charge-1 FULFILLED 31", "charge-2 FULFILLED 32");
    assertThat(history.books().expected()).isEqualTo(new StarAmount(68, 0));
    assertThat(history.books().warnings())
        .containsExactly(
            "1 transactions could not be used and wait for a person: see star_transaction.rejected.");
  }

  @Test
  void differenceOfAListThatCannotBeReadSaysSo() {
    history.telegram.surplus = new StarAmount(33, 0);
    var reason = new Partner.Unreadable("amount is not a number");

    history.reconcile(
        new StarTransaction("", Direction.IN, StarAmount.ZERO, History.LATER, reason, "{}"));

    assertThat(history.books().warnings())
        .contains(
            "Telegram's balance differs by 33 Stars from what its history comes to: there are"
                + " transactions that could not be read.");
  }

  @Test
  void saleOfAFractionIsLeftToAPerson() {
    var half = new StarAmount(3, 500_000_000);

    history.reconcile(
        History.with(old("charge-3", 3), half, StarAmount.ZERO),
        History.with(old("charge-4", 4), StarAmount.ZERO, StarAmount.ZERO),
        old("charge-5", 34));

    assertThat(history.rows("select rejected from star_transaction order by position"))
        .containsExactly(
            "not a price in Stars: 3.5 Stars", "not a price in Stars: 0 Stars", "null");
    assertThat(history.rows(PAYMENTS)).containsExactly("charge-5 FULFILLED 34");
    assertThat(history.books().expected()).isEqualTo(new StarAmount(37, 500_000_000));
  }

  @Test
  void lineThatTheDatabaseWillNotTakeDoesNotKeepTheOthersWaiting() {
    history.execute("alter table payment add constraint no_poison check (charge_id <> 'poison')");

    history.reconcile(old("charge-6", 36), old("poison", 37), old("charge-7", 38));

    assertThat(history.rows(PAYMENTS))
        .containsExactly("charge-6 FULFILLED 36", "charge-7 FULFILLED 38");
    assertThat(
            history.rows(
                "select transaction_id from star_transaction where rejected like '%no_poison%'"))
        .containsExactly("poison");
    assertThat(history.books().cursor().applied()).isEqualTo(3);
    assertThat(history.books().findings().imported()).isEqualTo(2);
  }

  @Test
  void chargeThatIsRecordedWithOtherFactsIsLeftToAPerson() {
    var invoice = history.shop.invoice(history.shop.coins("coins", 39, 390));
    history.recordPayments.record(Shop.paid(Shop.payment("charge-8", invoice)));

    history.reconcile(
        History.with(paid("charge-8", invoice), new StarAmount(40, 0), StarAmount.ZERO),
        old("charge-9", 41));

    assertThat(history.rows(PAYMENTS))
        .containsExactly("charge-8 FULFILLED 39", "charge-9 FULFILLED 41");
    assertThat(history.books().findings().rejected()).isEqualTo(1);
  }

  @Test
  void affiliatesPartIsTakenOrAddedAsTheInvoiceSays() {
    var net = history.shop.invoice(history.shop.coins("coins-1", 100, 1));
    var gross = history.shop.invoice(history.shop.coins("coins-2", 200, 2));
    var part = new StarAmount(10, 500_000_000);
    var stranger = new StarAmount(89, 500_000_000);

    history.reconcile(
        History.with(paid("charge-10", net), new StarAmount(89, 500_000_000), part),
        History.with(paid("charge-11", gross), new StarAmount(200, 0), part),
        History.with(old("charge-12", 1), stranger, part),
        History.with(old("charge-13", 1), new StarAmount(70, 0), part));

    assertThat(history.rows(PAYMENTS))
        .containsExactly(
            "charge-10 FULFILLED 100",
            "charge-11 FULFILLED 200",
            "charge-12 FULFILLED 100",
            "charge-13 FULFILLED 70");
    assertThat(history.rows("select sum(amount) from credit_entry")).containsExactly("3");
    assertThat(history.books().findings().rejected()).isZero();
  }

  @Test
  void affiliatesPartThatGoesBackIsNegative() {
    var invoice = history.shop.invoice(history.shop.coins("coins", 100, 1));
    var part = new StarAmount(10, 500_000_000);
    var paid = History.with(paid("charge-14", invoice), new StarAmount(89, 500_000_000), part);
    history.recordPayments.record(Shop.paid(Shop.payment("charge-14", invoice)));

    history.reconcile(paid, History.with(back(paid), paid.amount(), StarAmount.ZERO.minus(part)));

    assertThat(history.rows(PAYMENTS)).containsExactly("charge-14 REFUNDED 100");
    assertThat(history.books().findings().rejected()).isZero();
  }

  @Test
  void endOfAMonthThatAnUpdateToldStands() {
    var invoice = history.shop.invoice(history.shop.subscription("monthly", 42));
    var told = Shop.payment("charge-15", invoice);
    var until = Shop.NOON.plus(Duration.ofDays(29));
    var month =
        new SuccessfulPayment(
            new ChargeId("charge-15"),
            told.payer(),
            told.stars(),
            told.invoicePayload(),
            new Recurrence.First(until),
            told.paidAt());
    history.recordPayments.record(Shop.paid(month));

    history.reconcile(History.month(paid("charge-15", invoice), told.paidAt()));

    assertThat(history.rows("select period_ends_at = '2026-11-30T12:00Z' from payment"))
        .containsExactly("true");
    assertThat(history.rows("select ends_at = '2026-11-30T12:00Z' from entitlement_grant"))
        .containsExactly("true");
  }

  @Test
  void monthsThatNoUpdateToldOfAreOnesOfTheSubscription() {
    var invoice = history.shop.invoice(history.shop.subscription("monthly", 43));
    var first = History.month(paid("charge-16", invoice), History.LATER);
    var next = History.month(paid("charge-17", invoice), History.LATER.plus(Duration.ofDays(30)));

    history.reconcile(first, next);

    assertThat(history.rows("select charge_id, renewal from payment order by 1"))
        .isEqualTo(List.of("charge-16 false", "charge-17 true"));
    assertThat(history.rows("select type from event where type like 'subscription.%' order by id"))
        .containsExactly("subscription.started", "subscription.renewed");
  }
}
