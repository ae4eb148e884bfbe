package dev.starkeeper.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class CheckoutFactsTest {
  private static final Instant MADE = Instant.parse("2026-11-01T12:00:00Z");
  private static final Instant EXPIRES = Instant.parse("2026-11-01T13:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-01T12:30:00Z");
  private static final Instant LATE = Instant.parse("2026-11-01T13:30:00Z");

  private static final long BUYER = 501;
  private static final long RECIPIENT = 502;
  private static final int PRICE = 70;
  private static final int QUANTITY = 3;
  private static final Product COINS = coins(PRICE, true);
  private static final Entitlement PREMIUM = new Entitlement("premium.owned");

  private static final Progress OPEN = new Progress.Open();
  private static final Progress PAID = new Progress.Paid(new ChargeId("charge-1"), MADE);
  private static final Progress REFUNDED = new Progress.Refunded(new ChargeId("charge-2"), MADE);

  /** One fault each, and those that also have a later one, which then is not told. */
  static Stream<Arguments> faults() {
    return Stream.of(
        arguments("NOT_YOUR_INVOICE", facts(OPEN), query(RECIPIENT, "XTR", 210), NOW),
        arguments("NOT_YOUR_INVOICE", facts(PAID), query(RECIPIENT, "EUR", 1), LATE),
        arguments("NOT_YOUR_INVOICE", facts(heldBy("query-1")), query(9, "XTR", 210), NOW),
        arguments("PRICE_CHANGED", facts(OPEN), query(BUYER, "XTR", 209), NOW),
        arguments("PRICE_CHANGED", facts(OPEN), query(BUYER, "XTR", 211), NOW),
        arguments("PRICE_CHANGED", facts(OPEN), query(BUYER, "EUR", 210), NOW),
        arguments("PRICE_CHANGED", facts(OPEN), query(BUYER, "xtr", 210), NOW),
        arguments("PRICE_CHANGED", facts(OPEN), query(BUYER, "XTR", 210 + (1L << 32)), NOW),
        arguments("PRICE_CHANGED", facts(OPEN), query(BUYER, "XTR", -210), NOW),
        arguments("PRICE_CHANGED", facts(heldBy("query-1")), query(BUYER, "XTR", 1), NOW),
        arguments("PRICE_CHANGED", facts(PAID), query(BUYER, "XTR", 1), LATE),
        arguments("IN_CHECKOUT", facts(heldBy("query-2")), right(), NOW),
        arguments("ALREADY_PAID", facts(PAID), right(), NOW),
        arguments("ALREADY_PAID", facts(PAID), right(), LATE),
        arguments("ALREADY_PAID", facts(REFUNDED), right(), NOW),
        arguments("EXPIRED", facts(OPEN), right(), LATE),
        arguments("EXPIRED", facts(new Progress.Expired()), right(), NOW),
        arguments("EXPIRED", facts(OPEN, coins(PRICE, false), true), right(), LATE),
        arguments("VOID", facts(new Progress.Voided()), right(), NOW),
        arguments("VOID", facts(new Progress.Voided()), right(), LATE),
        arguments("WITHDRAWN", facts(OPEN, coins(PRICE, false), false), right(), NOW),
        arguments("WITHDRAWN", facts(OPEN, coins(PRICE + 1, false), true), right(), NOW),
        arguments("PRICE_CHANGED", facts(OPEN, coins(PRICE + 1, true), false), right(), NOW),
        arguments("PRICE_CHANGED", facts(OPEN, coins(PRICE - 1, true), true), right(), NOW),
        arguments(
            "ALREADY_OWNED", owned(new Good.Unlock(PREMIUM)), query(BUYER, "XTR", PRICE), NOW),
        arguments(
            "ALREADY_OWNED", owned(new Good.Pass(PREMIUM, 7)), query(BUYER, "XTR", PRICE), NOW),
        arguments(
            "ALREADY_OWNED",
            owned(new Good.Subscription(PREMIUM)),
            query(BUYER, "XTR", PRICE),
            NOW));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void firstFaultDeclines(
      DeclineReason reason, CheckoutFacts facts, PreCheckoutQuery query, Instant now) {
    assertThat(facts.judge(query, now)).isEqualTo(new PreCheckoutVerdict.Decline(reason));
  }

  @Test
  void withoutFaultTheBuyerMayPay() {
    assertThat(facts(OPEN).judge(right(), NOW)).isEqualTo(new PreCheckoutVerdict.Approve());
  }

  @Test
  void whatCanBeHadAnyNumberOfTimesIsNeverOwned() {
    assertThat(facts(OPEN, COINS, true).judge(right(), NOW))
        .isEqualTo(new PreCheckoutVerdict.Approve());
  }

  @Test
  void secondSubscriptionIsSoldFromTheInstantTheFirstHasEnded() {
    var subscribed = new Holding(false, NOW);
    var again = facts(new Good.Subscription(PREMIUM), subscribed);

    assertThat(again.judge(query(BUYER, "XTR", PRICE), NOW.minusNanos(1)))
        .isEqualTo(declined(DeclineReason.ALREADY_OWNED));
    assertThat(again.judge(query(BUYER, "XTR", PRICE), NOW))
        .isEqualTo(new PreCheckoutVerdict.Approve());
  }

  @Test
  void newVersionAtTheSamePriceIsNoFault() {
    var renamed = product(4, new Offer("Coins!", "More", PhotoUrl.NONE, new Stars(PRICE)), true);

    assertThat(facts(OPEN, renamed, false).judge(right(), NOW))
        .isEqualTo(new PreCheckoutVerdict.Approve());
  }

  @Test
  void queryThatHoldsTheInvoiceIsApprovedAgainWhateverChangedSince() {
    var held = facts(heldBy("query-1"), coins(PRICE + 1, false), true);

    assertThat(held.judge(right(), NOW)).isEqualTo(new PreCheckoutVerdict.Approve());
    assertThat(held.judge(right(), LATE)).isEqualTo(new PreCheckoutVerdict.Approve());
  }

  @Test
  void expiryIsExactToTheNanosecond() {
    assertThat(facts(OPEN).judge(right(), EXPIRES.minusNanos(1)))
        .isEqualTo(new PreCheckoutVerdict.Approve());
    assertThat(facts(OPEN).judge(right(), EXPIRES)).isEqualTo(declined(DeclineReason.EXPIRED));
  }

  @Test
  void holdLapsesExactToTheNanosecond() {
    var until = NOW.plusSeconds(60);
    var held = facts(new Progress.Checkout("query-2", until));

    assertThat(held.judge(right(), until.minusNanos(1)))
        .isEqualTo(declined(DeclineReason.IN_CHECKOUT));
    assertThat(held.judge(right(), until)).isEqualTo(new PreCheckoutVerdict.Approve());
  }

  @Test
  void holdThatLapsesAfterTheInvoiceLeavesItExpired() {
    var held = facts(new Progress.Checkout("query-2", EXPIRES.plusSeconds(5)));

    assertThat(held.judge(right(), EXPIRES.plusSeconds(4)))
        .isEqualTo(declined(DeclineReason.IN_CHECKOUT));
    assertThat(held.judge(right(), EXPIRES.plusSeconds(5)))
        .isEqualTo(declined(DeclineReason.EXPIRED));
  }

  @Test
  void priceOfManyDoesNotOverflow() {
    // 65,537 times 65,536 is 2^32 + 65,536: as an int it would be this invoice's 65,536 Stars.
    var many = Item.of(coins(1, true), 65_536);

    assertThat(
            facts(invoice(OPEN, many), coins(65_537, true), false)
                .judge(query(BUYER, "XTR", 65_536), NOW))
        .isEqualTo(declined(DeclineReason.PRICE_CHANGED));
  }

  private static CheckoutFacts owned(Good good) {
    return facts(good, new Holding(true, Instant.MIN));
  }

  private static CheckoutFacts facts(Good good, Holding holding) {
    var offer = new Offer("Premium", "All of it", PhotoUrl.NONE, new Stars(PRICE));
    var product = new Product(new Sku("premium"), 1, offer, good, true, Supply.UNLIMITED);
    return new CheckoutFacts(invoice(OPEN, Item.of(product, 1)), product, holding);
  }

  private static CheckoutFacts facts(Progress progress) {
    return facts(progress, COINS, false);
  }

  private static CheckoutFacts facts(Progress progress, Product product, boolean owned) {
    return facts(invoice(progress, Item.of(COINS, QUANTITY)), product, owned);
  }

  private static CheckoutFacts facts(Invoice invoice, Product product, boolean owned) {
    return new CheckoutFacts(
        invoice, product, owned ? new Holding(true, Instant.MIN) : Holding.NOTHING);
  }

  private static Invoice invoice(Progress progress, Item item) {
    return new Invoice(
        new InvoiceId(new UUID(7, 7)),
        new Parties(new TelegramUserId(BUYER), new TelegramUserId(RECIPIENT)),
        item,
        new Period(MADE, EXPIRES),
        progress,
        "https://t.me/$abc");
  }

  private static Product coins(int price, boolean active) {
    return product(3, new Offer("Coins", "A purse", PhotoUrl.NONE, new Stars(price)), active);
  }

  private static Product product(int version, Offer offer, boolean active) {
    var good = new Good.Consumable(new CreditUnit("coins"), 10);
    return new Product(new Sku("coins-10"), version, offer, good, active, Supply.UNLIMITED);
  }

  private static Progress heldBy(String queryId) {
    return new Progress.Checkout(queryId, NOW.plusSeconds(60));
  }

  private static PreCheckoutQuery right() {
    return query(BUYER, "XTR", (long) PRICE * QUANTITY);
  }

  private static PreCheckoutQuery query(long from, String currency, long total) {
    var user = new TelegramUser(new TelegramUserId(from), "en");
    return new PreCheckoutQuery("query-1", user, new Amount(currency, total), "payload");
  }

  private static PreCheckoutVerdict declined(DeclineReason reason) {
    return new PreCheckoutVerdict.Decline(reason);
  }
}
