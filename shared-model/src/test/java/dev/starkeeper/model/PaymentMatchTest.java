package dev.starkeeper.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.model.PaymentMatch.Nothing;
import dev.starkeeper.model.PaymentMatch.Pays;
import dev.starkeeper.model.PaymentMatch.PaysTwice;
import dev.starkeeper.model.PaymentMatch.Reason;
import dev.starkeeper.model.SettlementPolicy.Undeliverable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class PaymentMatchTest {
  private static final Instant MADE = Instant.parse("2026-11-01T12:00:00Z");
  private static final Instant PAID_AT = Instant.parse("2026-11-01T12:20:00Z");
  private static final InvoiceId ID = new InvoiceId(new UUID(0x7000, 5));
  private static final TelegramUserId BUYER = new TelegramUserId(501);
  private static final TelegramUserId RECIPIENT = new TelegramUserId(502);
  private static final Stars PRICE = new Stars(50);

  @Test
  void paysWhateverIsUnpaidHoweverLate() {
    var unpaid =
        List.of(
            new Progress.Open(),
            new Progress.Checkout("query-1", MADE),
            new Progress.Expired(),
            new Progress.Voided());

    for (var progress : unpaid) {
      var invoice = invoice(progress);
      assertThat(match(payment(BUYER, PRICE, ID.payload()), invoice)).isEqualTo(new Pays(invoice));
    }
  }

  @Test
  void paysTwiceWhatIsPaidOrRefunded() {
    var charge = new ChargeId("charge-0");
    for (var progress :
        List.of(new Progress.Paid(charge, MADE), new Progress.Refunded(charge, MADE))) {
      var invoice = invoice(progress);
      assertThat(match(payment(BUYER, PRICE, ID.payload()), invoice))
          .isEqualTo(new PaysTwice(invoice));
    }
  }

  @Test
  void payerIsTheBuyerAndNotTheRecipient() {
    var invoice = invoice(new Progress.Open());

    assertThat(match(payment(RECIPIENT, PRICE, ID.payload()), invoice))
        .isEqualTo(new Nothing(Reason.FOREIGN_PAYER));
    assertThat(match(payment(RECIPIENT, new Stars(1), ID.payload()), invoice))
        .isEqualTo(new Nothing(Reason.FOREIGN_PAYER));
  }

  @Test
  void anotherPriceExplainsNothingEvenIfItIsHigher() {
    var invoice = invoice(new Progress.Open());

    assertThat(match(payment(BUYER, new Stars(49), ID.payload()), invoice))
        .isEqualTo(new Nothing(Reason.OTHER_PRICE));
    assertThat(match(payment(BUYER, new Stars(51), ID.payload()), invoice))
        .isEqualTo(new Nothing(Reason.OTHER_PRICE));
  }

  @Test
  void payloadThatNamesNoInvoiceOfOursExplainsNothing() {
    var invoice = invoice(new Progress.Open());
    var another = new InvoiceId(new UUID(0x7000, 6));

    for (var payload : List.of("", "not ours", another.payload(), ID.payload() + " ")) {
      assertThat(match(payment(BUYER, PRICE, payload), invoice))
          .isEqualTo(new Nothing(Reason.UNKNOWN_INVOICE));
    }
  }

  @Test
  void standardPolicyReturnsSecondChargesAndHoldsTheRest() {
    var policy = SettlementPolicy.STANDARD;

    assertThat(statuses(policy))
        .containsExactly(
            PaymentStatus.FULFILLED, PaymentStatus.REFUND_REQUESTED, PaymentStatus.UNMATCHED);
  }

  @Test
  void merchantMayWantItTheOtherWayRound() {
    var policy = new SettlementPolicy(Undeliverable.HOLD, Undeliverable.REFUND);

    assertThat(statuses(policy))
        .containsExactly(
            PaymentStatus.FULFILLED, PaymentStatus.UNMATCHED, PaymentStatus.REFUND_REQUESTED);
  }

  @Test
  void sameChargeSaysTheSameInWhateverLanguage() {
    var payment = payment(BUYER, PRICE, "payload");

    assertThat(payment.saysTheSameAs(told("charge-1", 501, "de", 50, "payload"))).isTrue();
    assertThat(payment.saysTheSameAs(told("charge-2", 501, "en", 50, "payload"))).isFalse();
    assertThat(payment.saysTheSameAs(told("charge-1", 502, "en", 50, "payload"))).isFalse();
    assertThat(payment.saysTheSameAs(told("charge-1", 501, "en", 51, "payload"))).isFalse();
    assertThat(payment.saysTheSameAs(told("charge-1", 501, "en", 50, "other"))).isFalse();
  }

  private static List<PaymentStatus> statuses(SettlementPolicy policy) {
    var payment = payment(BUYER, PRICE, ID.payload());
    var invoice = invoice(new Progress.Open());
    return List.of(new Pays(invoice), new PaysTwice(invoice), new Nothing(Reason.OTHER_PRICE))
        .stream()
        .map(match -> policy.settle(payment, match).status())
        .toList();
  }

  private static PaymentMatch match(SuccessfulPayment payment, Invoice known) {
    return PaymentMatch.of(payment, Map.of(known.id(), known));
  }

  private static SuccessfulPayment payment(TelegramUserId payer, Stars stars, String payload) {
    return told("charge-1", payer.value(), "en", stars.amount(), payload);
  }

  private static SuccessfulPayment told(
      String charge, long payer, String language, int stars, String payload) {
    var user = new TelegramUser(new TelegramUserId(payer), language);
    return new SuccessfulPayment(
        new ChargeId(charge), user, new Stars(stars), payload, Recurrence.none(), PAID_AT);
  }

  private static Invoice invoice(Progress progress) {
    var good = new Good.Unlock(new Entitlement("premium.owned"));
    return new Invoice(
        ID,
        new Parties(BUYER, RECIPIENT),
        new Item(new Sku("premium"), 2, "Premium", good, 1, PRICE),
        new Period(MADE, MADE.plusSeconds(3600)),
        progress,
        "https://t.me/$abc");
  }
}
