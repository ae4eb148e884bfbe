package dev.starkeeper.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.model.PaymentMatch.Nothing;
import dev.starkeeper.model.PaymentMatch.Pays;
import dev.starkeeper.model.PaymentMatch.PaysTwice;
import dev.starkeeper.model.PaymentMatch.Reason;
import dev.starkeeper.model.PaymentMatch.Renews;
import dev.starkeeper.model.SettlementPolicy.Undeliverable;
import java.time.Duration;
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
  void renewalsRenewWhatIsPaidOrRefundedHoweverSoonTheyCome() {
    var renewal = new Recurrence.Renewal(PAID_AT.plus(Recurrence.MONTH));
    for (var invoice : begun()) {
      assertThat(match(charged(renewal, PAID_AT), invoice)).isEqualTo(new Renews(invoice));
      assertThat(match(charged(renewal, MADE.minus(Recurrence.MONTH)), invoice))
          .isEqualTo(new Renews(invoice));
    }
  }

  @Test
  void secondBeginningOfASubscriptionIsASecondCharge() {
    for (var invoice : begun()) {
      for (var once : List.of(Recurrence.none(), new Recurrence.First(PAID_AT))) {
        assertThat(match(charged(once, MADE.plus(Recurrence.MONTH)), invoice))
            .isEqualTo(new PaysTwice(invoice));
      }
    }
  }

  @Test
  void someMonthIsAnotherOnlyIfItIsNearlyAMonthApart() {
    var days29 = Duration.ofDays(29);
    for (var invoice : begun()) {
      for (var apart : List.of(days29, days29.negated())) {
        var inside = apart.isNegative() ? apart.plusNanos(1) : apart.minusNanos(1);
        assertThat(match(charged(new Recurrence.SomeMonth(), MADE.plus(inside)), invoice))
            .isEqualTo(new PaysTwice(invoice));
        assertThat(match(charged(new Recurrence.SomeMonth(), MADE.plus(apart)), invoice))
            .isEqualTo(new Renews(invoice));
      }
    }
  }

  @Test
  void renewalOfWhatIsNoSubscriptionIsASecondCharge() {
    var paid = invoice(new Progress.Paid(new ChargeId("charge-0"), MADE));
    var renewal = new Recurrence.Renewal(PAID_AT);

    assertThat(match(charged(renewal, MADE.plus(Recurrence.MONTH)), paid))
        .isEqualTo(new PaysTwice(paid));
  }

  @Test
  void renewalMayBeTheFirstWeHearOf() {
    var open = subscription(new Progress.Open());

    assertThat(match(charged(new Recurrence.Renewal(PAID_AT), PAID_AT), open))
        .isEqualTo(new Pays(open));
  }

  @Test
  void historyTellsNoEndSoAMonthIsThirtyDays() {
    assertThat(charged(new Recurrence.SomeMonth(), MADE).coversUntil())
        .contains(MADE.plus(Duration.ofDays(30)));
    assertThat(charged(new Recurrence.First(PAID_AT), MADE).coversUntil()).contains(PAID_AT);
    assertThat(charged(new Recurrence.Renewal(PAID_AT), MADE).coversUntil()).contains(PAID_AT);
    assertThat(charged(Recurrence.none(), MADE).coversUntil()).isEmpty();
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

  private static SuccessfulPayment charged(Recurrence recurrence, Instant at) {
    return new SuccessfulPayment(
        new ChargeId("charge-1"),
        new TelegramUser(BUYER, "en"),
        PRICE,
        ID.payload(),
        recurrence,
        at);
  }

  private static List<Invoice> begun() {
    var charge = new ChargeId("charge-0");
    return List.of(
        subscription(new Progress.Paid(charge, MADE)),
        subscription(new Progress.Refunded(charge, MADE)));
  }

  private static Invoice subscription(Progress progress) {
    return invoice(new Good.Subscription(new Entitlement("premium.owned")), progress);
  }

  private static Invoice invoice(Progress progress) {
    return invoice(new Good.Unlock(new Entitlement("premium.owned")), progress);
  }

  private static Invoice invoice(Good good, Progress progress) {
    return new Invoice(
        ID,
        new Parties(BUYER, RECIPIENT),
        new Item(new Sku("premium"), 2, "Premium", good, 1, PRICE),
        new Period(MADE, MADE.plusSeconds(3600)),
        progress,
        "https://t.me/$abc");
  }
}
