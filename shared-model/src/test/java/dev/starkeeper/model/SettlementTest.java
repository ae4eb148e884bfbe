package dev.starkeeper.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.model.PaymentMatch.InVain;
import dev.starkeeper.model.PaymentMatch.InVain.Why;
import dev.starkeeper.model.PaymentMatch.Pays;
import dev.starkeeper.model.PaymentMatch.PaysTwice;
import dev.starkeeper.model.PaymentMatch.Renews;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class SettlementTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final TelegramUserId BUYER = new TelegramUserId(501);
  private static final TelegramUserId RECIPIENT = new TelegramUserId(502);
  private static final Entitlement PREMIUM = new Entitlement("premium");
  private static final Claim CLAIM = new Claim(RECIPIENT, PREMIUM);
  private static final Good UNLOCK = new Good.Unlock(PREMIUM);
  private static final Good SUBSCRIPTION = new Good.Subscription(PREMIUM);
  private static final Good COINS = new Good.Consumable(new CreditUnit("coins"), 5);

  @Test
  void secondUnlockOfABatchComesInVain() {
    var first = invoice(1, UNLOCK, 1);
    var second = invoice(2, UNLOCK, 1);

    var settled = settle(facts(first, second), payment("c-1", first), payment("c-2", second));

    assertThat(matches(settled))
        .containsExactly(new Pays(first), new InVain(second, Why.ALREADY_OWNED));
    assertThat(statuses(settled))
        .containsExactly(PaymentStatus.FULFILLED, PaymentStatus.REFUND_REQUESTED);
    assertThat(settled.getLast().reason()).isEqualTo("ALREADY_OWNED");
    assertThat(settled.getLast().delivers()).isEmpty();
  }

  @Test
  void whatWasOwnedBeforeTheBatchComesInVain() {
    var invoice = invoice(1, UNLOCK, 1);
    var owned = Map.of(CLAIM, new Holding(true, Instant.MIN));
    var facts = new Settlement.Facts(known(invoice), owned, Map.of(), Instant.MIN);

    assertThat(matches(settle(facts, payment("c-1", invoice))))
        .containsExactly(new InVain(invoice, Why.ALREADY_OWNED));
  }

  @Test
  void unlockAfterASubscriptionInABatchIsDeliveredAndAnotherSubscriptionIsNot() {
    var first = invoice(1, SUBSCRIPTION, 1);
    var unlock = invoice(2, UNLOCK, 1);
    var third = invoice(3, SUBSCRIPTION, 1);
    var month = new Recurrence.First(NOON.plus(Recurrence.MONTH));

    var settled =
        settle(
            facts(first, unlock, third),
            payment("c-1", first, month, NOON),
            payment("c-2", third, month, NOON.plusSeconds(1)),
            payment("c-3", unlock));

    assertThat(matches(settled))
        .containsExactly(new Pays(first), new InVain(third, Why.ALREADY_OWNED), new Pays(unlock));
  }

  @Test
  void lastPieceGoesToTheFirstOfABatch() {
    var first = invoice(1, COINS, 1);
    var second = invoice(2, COINS, 1);
    var facts = scarce(1, first, second);

    var settled = settle(facts, payment("c-1", first), payment("c-2", second));

    assertThat(matches(settled)).containsExactly(new Pays(first), new InVain(second, Why.SOLD_OUT));
    assertThat(settled.getLast().reason()).isEqualTo("SOLD_OUT");
  }

  @Test
  void renewalTakesNoPiece() {
    var subscribed = invoice(1, SUBSCRIPTION, 1);
    var other = invoice(2, SUBSCRIPTION, new Parties(BUYER, BUYER));
    var facts = scarce(1, paid(subscribed), other);
    var second = NOON.plus(Recurrence.MONTH);

    var settled =
        settle(
            facts,
            payment(
                "c-2", subscribed, new Recurrence.Renewal(second.plus(Recurrence.MONTH)), second),
            payment("c-3", other, new Recurrence.First(second), NOON));

    assertThat(matches(settled)).containsExactly(new Renews(paid(subscribed)), new Pays(other));
  }

  @Test
  void renewalIsDeliveredEvenIfItIsSoldOutAndOwned() {
    var subscribed = paid(invoice(1, SUBSCRIPTION, 1));
    var facts =
        new Settlement.Facts(
            known(subscribed),
            Map.of(CLAIM, new Holding(true, NOON.plus(Recurrence.MONTH))),
            Map.of(new Sku("thing"), 0),
            Instant.MIN);
    var month = new Recurrence.Renewal(NOON.plus(Duration.ofDays(60)));

    assertThat(matches(settle(facts, payment("c-2", subscribed, month, NOON))))
        .containsExactly(new Renews(subscribed));
  }

  @Test
  void firstMonthAndItsRenewalMayComeInOneBatch() {
    var invoice = invoice(1, SUBSCRIPTION, 1);
    var second = NOON.plus(Recurrence.MONTH);

    var settled =
        settle(
            facts(invoice),
            payment("c-1", invoice, new Recurrence.SomeMonth(), NOON),
            payment("c-2", invoice, new Recurrence.SomeMonth(), second),
            payment("c-3", invoice, new Recurrence.SomeMonth(), NOON.plusSeconds(1)));

    assertThat(settled.stream().map(SettledPayment::match).map(Object::getClass))
        .containsExactly(Pays.class, Renews.class, PaysTwice.class);
  }

  @Test
  void secondChargeOfABatchForOneInvoicePaysTwice() {
    var invoice = invoice(1, COINS, 1);

    var settled = settle(facts(invoice), payment("c-1", invoice), payment("c-2", invoice));

    assertThat(statuses(settled))
        .containsExactly(PaymentStatus.FULFILLED, PaymentStatus.REFUND_REQUESTED);
    assertThat(settled.getLast().reason()).isEqualTo("SECOND_CHARGE");
  }

  @Test
  void chargeInVainLeavesItsInvoiceVoidForTheNext() {
    var first = invoice(1, UNLOCK, 1);
    var second = invoice(2, UNLOCK, 1);

    var settled =
        settle(
            facts(first, second),
            payment("c-1", first),
            payment("c-2", second),
            payment("c-3", second));

    assertThat(matches(settled).getLast())
        .isEqualTo(new InVain(second.voided(), Why.ALREADY_OWNED));
  }

  @Test
  void onlyUnknownInvoicesFromBeforeOurTimeAreImported() {
    var invoice = invoice(1, COINS, 1);
    var unknown = invoice(9, COINS, 1);
    var theirs = invoice(1, COINS, new Parties(/* buyer= */ RECIPIENT, /* recipient= */ BUYER));
    var facts = new Settlement.Facts(known(invoice), Map.of(), Map.of(), NOON);
    var before = NOON.minusSeconds(1);

    var settled =
        settle(
            facts,
            payment("c-1", unknown, Recurrence.none(), before),
            payment("c-2", unknown, Recurrence.none(), NOON),
            payment("c-3", invoice, Recurrence.none(), before),
            payment("c-4", theirs, Recurrence.none(), before));

    assertThat(matches(settled))
        .containsExactly(
            new PaymentMatch.Imported(),
            new PaymentMatch.Nothing(PaymentMatch.Reason.UNKNOWN_INVOICE),
            new Pays(invoice),
            new PaymentMatch.Nothing(PaymentMatch.Reason.FOREIGN_PAYER));
    assertThat(settled.getFirst().status()).isEqualTo(PaymentStatus.FULFILLED);
    assertThat(settled.getFirst().reason()).isEqualTo("IMPORTED");
  }

  private static List<SettledPayment> settle(
      Settlement.Facts facts, SuccessfulPayment... payments) {
    var settlement = new Settlement(SettlementPolicy.STANDARD, facts);
    return Arrays.stream(payments).map(settlement::settle).toList();
  }

  private static List<PaymentMatch> matches(List<SettledPayment> settled) {
    return settled.stream().map(SettledPayment::match).toList();
  }

  private static List<PaymentStatus> statuses(List<SettledPayment> settled) {
    return settled.stream().map(SettledPayment::status).toList();
  }

  private static Settlement.Facts facts(Invoice... invoices) {
    return new Settlement.Facts(known(invoices), Map.of(), Map.of(), Instant.MIN);
  }

  private static Settlement.Facts scarce(int stock, Invoice... invoices) {
    return new Settlement.Facts(
        known(invoices), Map.of(), Map.of(new Sku("thing"), stock), Instant.MIN);
  }

  private static Map<InvoiceId, Invoice> known(Invoice... invoices) {
    return Arrays.stream(invoices).collect(Collectors.toMap(Invoice::id, Function.identity()));
  }

  private static SuccessfulPayment payment(String charge, Invoice invoice) {
    return payment(charge, invoice, Recurrence.none(), NOON);
  }

  private static SuccessfulPayment payment(
      String charge, Invoice invoice, Recurrence recurrence, Instant paidAt) {
    var payer = new TelegramUser(invoice.parties().buyer(), "en");
    return new SuccessfulPayment(
        new ChargeId(charge),
        payer,
        invoice.item().stars(),
        invoice.id().payload(),
        recurrence,
        paidAt);
  }

  private static Invoice paid(Invoice invoice) {
    return invoice.paidBy(new ChargeId("c-0"), NOON);
  }

  private static Invoice invoice(int id, Good good, int quantity) {
    return invoice(id, good, quantity, new Parties(BUYER, RECIPIENT));
  }

  private static Invoice invoice(int id, Good good, Parties parties) {
    return invoice(id, good, 1, parties);
  }

  private static Invoice invoice(int id, Good good, int quantity, Parties parties) {
    return new Invoice(
        new InvoiceId(new UUID(7, id)),
        parties,
        new Item(new Sku("thing"), 1, "Thing", good, quantity, new Stars(50)),
        new Period(NOON.minusSeconds(60), NOON.plusSeconds(3600)),
        new Progress.Open(),
        "https://t.me/$" + id);
  }
}
