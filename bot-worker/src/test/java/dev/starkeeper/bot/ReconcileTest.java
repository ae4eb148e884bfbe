package dev.starkeeper.bot;

import static dev.starkeeper.bot.History.back;
import static dev.starkeeper.bot.History.filler;
import static dev.starkeeper.bot.History.old;
import static dev.starkeeper.bot.History.paid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.model.Progress;
import dev.starkeeper.model.StarAmount;
import dev.starkeeper.model.StarTransaction.Direction;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the history tells of charges is recorded once, as updates would have told it. */
final class ReconcileTest {
  private static final String PAYMENTS =
      "select charge_id, status, reason, recorded_from from payment order by charge_id";

  @AutoClose private final History history = new History();

  @Test
  void pastIsImportedAndNothingIsDoneForIt() {
    var returned = old("charge-3", 13);

    history.reconcile(old("charge-1", 11), old("charge-2", 12), returned, back(returned));

    assertThat(history.rows(PAYMENTS))
        .containsExactly(
            "charge-1 FULFILLED IMPORTED HISTORY",
            "charge-2 FULFILLED IMPORTED HISTORY",
            "charge-3 REFUNDED REFUNDED_BEFORE_SEEN HISTORY");
    assertThat(history.rows("select type from event")).isEmpty();
    assertThat(history.rows("select task_name from scheduled_tasks")).isEmpty();
    assertThat(history.rows("select customer_id from customer")).isEmpty();
    var books = history.books();
    assertThat(books.findings().imported()).isEqualTo(3);
    assertThat(books.findings().payments()).isZero();
    assertThat(books.difference()).contains(StarAmount.ZERO);
    assertThat(books.warnings()).isEmpty();
  }

  @Test
  void pastPaymentOfAnInvoiceOfOursIsDelivered() {
    var invoice = history.shop.invoice(history.shop.coins("coins", 14, 140));

    history.reconcile(History.at(paid("charge-4", invoice), History.LONG_AGO));

    assertThat(history.rows("select amount from credit_entry")).containsExactly("140");
  }

  @Test
  void paymentThatNoUpdateToldOfIsDeliveredOnce() {
    history.reconcile();
    var invoice = history.shop.invoice(history.shop.unlock("premium", 15));

    history.reconcile(paid("charge-5", invoice));
    history.reconcile();

    assertThat(history.rows(PAYMENTS)).containsExactly("charge-5 FULFILLED null HISTORY");
    assertThat(history.shop.now(invoice).progress()).isInstanceOf(Progress.Paid.class);
    assertThat(history.rows("select type from event order by id"))
        .containsExactly("payment.succeeded", "entitlement.granted");
    assertThat(history.rows("select task_name from scheduled_tasks")).containsExactly("receipt");
    assertThat(history.books().findings().payments()).isEqualTo(1);
    assertThat(history.books().findings().lastAt()).isEqualTo(Shop.NOON);
  }

  @Test
  void paymentThatAnUpdateToldOfIsLeftAlone() {
    var invoice = history.shop.invoice(history.shop.unlock("premium", 16));
    history.recordPayments.record(Shop.paid(Shop.payment("charge-6", invoice)));

    history.reconcile(paid("charge-6", invoice));

    assertThat(history.rows(PAYMENTS)).containsExactly("charge-6 FULFILLED null UPDATE");
    assertThat(history.rows("select count(*) from event")).containsExactly("2");
    assertThat(history.books().findings().payments()).isZero();
    assertThat(history.books().findings().rejected()).isZero();
  }

  @Test
  void refundThatNoUpdateToldOfTakesBackWhatWasGiven() {
    var invoice = history.shop.invoice(history.shop.coins("coins", 17, 170));
    history.recordPayments.record(Shop.paid(Shop.payment("charge-7", invoice)));
    var paid = paid("charge-7", invoice);

    history.reconcile(paid, back(paid));

    assertThat(history.rows(PAYMENTS)).containsExactly("charge-7 REFUNDED REFUNDED_OUTSIDE UPDATE");
    assertThat(history.rows("select refund_told_by from payment")).containsExactly("HISTORY");
    assertThat(history.rows("select sum(amount) from credit_entry")).containsExactly("0");
    assertThat(history.books().findings().refunds()).isEqualTo(1);
    assertThat(history.books().ledger().refundedStars()).isEqualTo(17);
  }

  @Test
  void chargeThatIsBackFurtherOnIsNeverDelivered() {
    history.reconcile();
    var invoice = history.shop.invoice(history.shop.unlock("premium", 18));
    var paid = paid("charge-8", invoice);
    history.telegram.history.add(paid);

    history.telegram.history.addAll(List.of(filler(250)));
    history.reconcile(back(paid));

    assertThat(history.rows(PAYMENTS))
        .containsExactly("charge-8 REFUNDED REFUNDED_BEFORE_SEEN HISTORY");
    assertThat(history.rows("select entitlement from entitlement_grant")).isEmpty();
    assertThat(history.rows("select type from event")).containsExactly("payment.refunded");
    assertThat(history.rows("select paid_at = '2026-11-01T12:01Z' from payment"))
        .containsExactly("true");
    assertThat(history.books().findings().refunds()).isEqualTo(1);
  }

  @Test
  void whatIsNoChargeIsCountedByItsKind() {
    history.reconcile(
        History.other("fragment", Direction.OUT, 1_000, 0),
        History.other("fragment", Direction.IN, 400, 0),
        History.other("telegram_ads", Direction.OUT, 7, 500_000_000),
        History.other("affiliate_program", Direction.IN, 2, 750_000_000),
        History.other("telegram_api", Direction.OUT, 0, 300_000_000),
        History.other("something_new", Direction.IN, 30, 0),
        old("charge-9", 5_000));

    var books = history.books();
    assertThat(books.received()).isEqualTo(new StarAmount(5_000, 0));
    assertThat(books.withdrawn()).isEqualTo(new StarAmount(600, 0));
    assertThat(books.other()).isEqualTo(new StarAmount(24, 950_000_000));
    assertThat(books.expected()).isEqualTo(new StarAmount(4_424, 950_000_000));
    assertThat(books.difference()).contains(StarAmount.ZERO);
    assertThat(books.transactions()).isEqualTo(7);
    assertThat(history.rows("select count(*) from payment")).containsExactly("1");
  }

  @Test
  void billionthsOfSeveralReadingsMakeStars() {
    history.reconcile(History.other("telegram_api", Direction.OUT, 0, 600_000_000));
    history.reconcile(History.other("telegram_api", Direction.OUT, 1, 700_000_000));
    history.reconcile(History.other("telegram_api", Direction.OUT, 2, 700_000_000));

    assertThat(history.rows("select amount, nanostars, count from star_total"))
        .containsExactly("5 0 3");
    assertThat(history.books().other()).isEqualTo(new StarAmount(-5, 0));
    assertThat(history.books().difference()).contains(StarAmount.ZERO);
  }

  @Test
  void languageThatIsKnownIsNotForgotten() {
    var invoice = history.shop.invoice(history.shop.coins("coins", 19, 190));
    history.execute(
        "insert into customer (bot_id, customer_id, language_code, first_seen_at) values (%d, %d, 'ru', now())"
            .formatted(Shop.BOT.value(), invoice.parties().buyer().value()));

    history.reconcile(paid("charge-10", invoice));

    assertThat(history.rows("select language_code from customer")).containsExactly("ru");
  }
}
