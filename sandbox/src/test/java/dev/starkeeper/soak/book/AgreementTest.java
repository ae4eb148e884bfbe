package dev.starkeeper.soak.book;

import static dev.starkeeper.soak.book.ThreeBooks.BACK;
import static dev.starkeeper.soak.book.ThreeBooks.KEPT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.soak.book.BuyersBook.Order;
import dev.starkeeper.soak.book.BuyersBook.Owned;
import dev.starkeeper.soak.book.OurBook.Gift;
import dev.starkeeper.soak.book.OurBook.InvoiceRow;
import dev.starkeeper.soak.book.OurBook.PaymentRow;
import dev.starkeeper.soak.book.TelegramBook.Charge;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AgreementTest {
  private final ThreeBooks books = new ThreeBooks();

  @Test
  void balanceIsTheSumOfKeptCharges() {
    books.balance = 249;

    assertDisagrees("balance: 249 at Telegram, whose kept charges sum to 250");
  }

  @Test
  void recordedStarsAreTheBalance() {
    books.payments.set(0, new PaymentRow(KEPT, "FULFILLED", 11, 240));

    assertDisagrees("balance: 250 at Telegram, 240 recorded here");
  }

  @Test
  void rowIsWhatTelegramCharged() {
    books.payments.set(0, new PaymentRow(KEPT, "FULFILLED", 12, 250));

    assertDisagrees("payer=12");
  }

  @Test
  void paymentThatTelegramDoesNotKnowIsFound() {
    books.payments.add(new PaymentRow("stx-made-up", "REFUNDED", 11, 5));

    assertDisagrees("stx-made-up: recorded here, unknown to Telegram");
  }

  @Test
  void invoicePaidByARefundedChargeIsFound() {
    books.invoices.set(1, new InvoiceRow("inv-coins", "PAID", BACK));

    assertDisagrees("invoice inv-coins: PAID by stx-back, which Telegram did not keep");
  }

  @Test
  void invoiceRefundedThoughTheChargeIsKeptIsFound() {
    books.invoices.set(0, new InvoiceRow("inv-premium", "REFUNDED", KEPT));

    assertDisagrees("invoice inv-premium: REFUNDED, but Telegram kept stx-kept");
  }

  @Test
  void deliveredInvoiceThatIsNotPaidIsFound() {
    books.invoices.set(0, new InvoiceRow("inv-premium", "EXPIRED", ""));

    assertDisagrees("invoice inv-premium: EXPIRED, though stx-kept paid for it");
  }

  @Test
  void chargeThatABuyerSawAndTelegramDidNotIsFound() {
    books.seenCharges.add("stx-seen");

    assertDisagrees("stx-seen: a buyer was charged");
  }

  @Test
  void promisedRefundThatWasNotMadeIsFound() {
    books.promised.add(KEPT);

    assertDisagrees("stx-kept: its refund was promised");
  }

  @Test
  void customerIsToldWhatHeBought() {
    books.owned.set(0, new Owned(11, Map.of()));

    assertDisagrees("customer 11: bought {entitlement premium=1}, has {} by GET /v1/me");
  }

  @Test
  void customerIsNotToldWhatWentBack() {
    books.owned.set(1, new Owned(22, Map.of("credits coins", 300L)));

    assertDisagrees("customer 22: bought {}, has {credits coins=300}");
  }

  @Test
  void creditsAddUpAndEntitlementsDoNot() {
    keep("stx-3", new Order("inv-3", 11, "credits coins", 100));
    keep("stx-4", new Order("inv-4", 11, "credits coins", 200));
    keep("stx-5", new Order("inv-5", 11, "entitlement premium", 1));
    books.owned.set(0, new Owned(11, Map.of("entitlement premium", 1L, "credits coins", 300L)));

    var verdict = books.verdict();

    assertThat(verdict.isGood()).as(verdict.toString()).isTrue();
  }

  @Test
  void whatIsLeftUnsettledIsFound() {
    books.unconfirmed = 3;
    assertDisagrees("Telegram: 3 updates were never confirmed");
    books.owed.add("refund 77:stx-back");
    assertDisagrees("refund 77:stx-back: still to be done");
    books.rejected.add("4711: not JSON");
    assertDisagrees("rejected update: 4711: not JSON");
  }

  private void keep(String charge, Order order) {
    books.charges.add(new Charge(charge, order.buyer(), 10, order.invoice()));
    books.payments.add(new PaymentRow(charge, "FULFILLED", order.buyer(), 10));
    books.invoices.add(new InvoiceRow(order.invoice(), "PAID", charge));
    books.gifts.add(new Gift(charge, order.buyer(), order.what(), order.amount()));
    books.orders.add(order);
    books.balance += 10;
  }

  private void assertDisagrees(String finding) {
    var verdict = books.verdict();

    assertThat(verdict.isGood()).isFalse();
    assertThat(verdict.disagreements())
        .extracting(Finding::toString)
        .anySatisfy(text -> assertThat(text).contains(finding));
  }
}
