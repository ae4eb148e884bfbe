package dev.starkeeper.soak.book;

import static dev.starkeeper.soak.book.ThreeBooks.BACK;
import static dev.starkeeper.soak.book.ThreeBooks.KEPT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.soak.book.OurBook.Gift;
import dev.starkeeper.soak.book.OurBook.PaymentRow;
import dev.starkeeper.soak.book.TelegramBook.Charge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of corruption is found, and called by its name. */
final class JudgeTest {
  private final ThreeBooks books = new ThreeBooks();

  @Test
  void booksThatAgreeAreGood() {
    var verdict = books.verdict();

    assertThat(verdict.isGood()).as(verdict.toString()).isTrue();
    assertThat(verdict.charged()).isEqualTo(2);
    assertThat(verdict.delivered()).isEqualTo(1);
    assertThat(verdict.returned()).isEqualTo(1);
  }

  @Test
  void chargeWithoutARowIsLost() {
    books.payments.removeIf(row -> row.charge().equals(KEPT));

    assertLost(KEPT, "no payment row");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UNMATCHED", "REFUND_REQUESTED", "REFUND_FAILED", "REFUNDED"})
  void keptChargeThatIsNotFulfilledIsLost(String status) {
    books.payments.set(0, new PaymentRow(KEPT, status, 11, 250));

    assertLost(KEPT, status + " here, kept by Telegram");
  }

  @Test
  void fulfilledChargeThatGaveNothingIsLost() {
    books.gifts.removeIf(gift -> gift.charge().equals(KEPT));

    assertLost(KEPT, "given []");
  }

  @Test
  void chargeThatGaveToSomebodyElseIsLost() {
    books.gifts.set(0, new Gift(KEPT, 99, "entitlement premium", 1));

    assertLost(KEPT, "customer=99");
  }

  @Test
  void chargeThatGaveSomethingElseIsLost() {
    books.gifts.set(0, new Gift(KEPT, 11, "entitlement badge", 1));

    assertLost(KEPT, "entitlement badge");
  }

  @Test
  void chargeThatGaveTooLittleIsLost() {
    books.refunds.clear();
    books.payments.set(1, new PaymentRow(BACK, "FULFILLED", 22, 150));
    books.gifts.set(1, new Gift(BACK, 22, "credits coins", 299));
    books.gifts.remove(2);

    assertLost(BACK, "amount=299");
  }

  @Test
  void chargeOfAnInvoiceThatNobodyAskedForIsLost() {
    books.orders.remove(ThreeBooks.PREMIUM);

    assertLost(KEPT, "nobody was given a link for inv-premium");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FULFILLED", "UNMATCHED", "REFUND_REQUESTED", "REFUND_FAILED"})
  void refundThatWeDoNotKnowOfIsLost(String status) {
    books.payments.set(1, new PaymentRow(BACK, status, 22, 150));

    assertLost(BACK, status + " here, refunded by Telegram");
  }

  @Test
  void refundedChargeThatStillGivesIsLost() {
    books.gifts.removeIf(gift -> gift.amount() < 0);

    assertLost(BACK, "still gives");
  }

  @Test
  void refundThatTookTooMuchIsLost() {
    books.gifts.add(new Gift(BACK, 22, "credits coins", -1));

    assertLost(BACK, "still gives");
  }

  @Test
  void twoKeptChargesOfOneInvoiceAreDoubled() {
    books.charges.add(new Charge("stx-second", 11, 250, "inv-premium"));
    books.payments.add(new PaymentRow("stx-second", "FULFILLED", 11, 250));
    books.gifts.add(new Gift("stx-second", 11, "entitlement premium", 1));
    books.balance += 250;

    assertDoubled("invoice inv-premium", "2 charges were kept");
  }

  @Test
  void secondChargeThatWentBackIsReturned() {
    books.charges.add(new Charge("stx-second", 11, 250, "inv-premium"));
    books.payments.add(new PaymentRow("stx-second", "REFUNDED", 11, 250));
    books.refunds.add("stx-second");

    var verdict = books.verdict();

    assertThat(verdict.isGood()).as(verdict.toString()).isTrue();
    assertThat(verdict.returned()).isEqualTo(2);
  }

  @Test
  void twoRowsOfOneChargeAreDoubled() {
    books.payments.add(books.payments.getFirst());

    assertDoubled(KEPT, "2 payment rows");
  }

  @Test
  void twoGrantsOfOneChargeAreDoubled() {
    books.gifts.add(books.gifts.getFirst());

    assertDoubled(KEPT, "gave more than once");
  }

  @Test
  void creditsGivenTwiceAndTakenOnceAreDoubled() {
    books.gifts.add(new Gift(BACK, 22, "credits coins", 300));

    assertDoubled(BACK, "gave more than once");
  }

  @Test
  void chargeThatGaveTooMuchIsDoubled() {
    books.gifts.set(0, new Gift(KEPT, 11, "entitlement premium", 2));

    assertDoubled(KEPT, "gave more");
  }

  @Test
  void chargeRefundedTwiceIsDoubled() {
    books.refunds.add(BACK);

    assertDoubled(BACK, "refunded 2 times");
  }

  private void assertLost(String charge, String why) {
    var verdict = books.verdict();

    assertThat(verdict.isGood()).isFalse();
    assertThat(verdict.doubled()).isEmpty();
    assertThat(verdict.lost())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.subject()).isEqualTo(charge);
          assertThat(finding.what()).contains(why);
        });
  }

  private void assertDoubled(String subject, String why) {
    var verdict = books.verdict();

    assertThat(verdict.isGood()).isFalse();
    assertThat(verdict.lost()).isEmpty();
    assertThat(verdict.doubled())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.subject()).isEqualTo(subject);
          assertThat(finding.what()).contains(why);
        });
  }
}
