package dev.starkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.bot.payment.ExpireEntitlements;
import dev.starkeeper.bot.payment.RecordPayments;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.Claim;
import dev.starkeeper.model.Entitlement;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.ManualGrant;
import dev.starkeeper.model.ManualGrantId;
import dev.starkeeper.model.Ownership;
import dev.starkeeper.model.SuccessfulPayment;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.store.EntitlementEndStore;
import dev.starkeeper.store.ManualGrantStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the clock alone brings to its end is told at its time, once, by however many. */
final class ExpiryTest {
  private static final Instant PAID = Shop.NOON.plusSeconds(30);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Entitlement VIP = new Entitlement("vip");

  private final TestDatabase test = TestDatabase.copy();
  private final Database database = test.database();
  private final Shop shop = new Shop(database);
  private final TelegramUser buyer = Shop.aBuyer();
  private final AtomicReference<Instant> now = new AtomicReference<>(Shop.NOON);
  private final RecordPayments recordPayments = Shop.recording(database, now::get);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void passesThatStackEndOnce() throws Exception {
    var pass = shop.pass("week", 9, 7);
    pay("charge-1", shop.invoice(pass, buyer, 1));
    pay("charge-2", shop.invoice(pass, buyer, 2));

    expireAt(PAID.plus(DAY.multipliedBy(21)).minusMillis(1));
    assertThat(expiries()).isEmpty();
    expireAt(PAID.plus(DAY.multipliedBy(21)));
    expireAt(PAID.plus(DAY.multipliedBy(99)));

    assertThat(expiries()).containsExactly(vipEnded("2026-11-22 12:00:30"));
    assertThat(shop.rows("select customer_id::text from entitlement_end")).isEmpty();
  }

  @Test
  void oneThatIsBoughtAgainLaterEndsAgain() throws Exception {
    var pass = shop.pass("week", 9, 7);
    pay("charge-3", shop.invoice(pass, buyer, 1));
    expireAt(PAID.plus(DAY.multipliedBy(8)));

    var later = PAID.plus(DAY.multipliedBy(20));
    recordPayments.record(Shop.paid(paidAt(later, "charge-4", shop.invoice(pass, buyer, 1))));
    expireAt(later.plus(DAY.multipliedBy(7)));

    assertThat(expiries())
        .containsExactly(vipEnded("2026-11-08 12:00:30"), vipEnded("2026-11-28 12:00:30"));
  }

  @Test
  void gapThatARefundClosesBringsTheEndForward() throws Exception {
    var pass = shop.pass("week", 9, 7);
    var first = pay("charge-5", shop.invoice(pass, buyer, 1));
    pay("charge-6", shop.invoice(pass, buyer, 1));
    expireAt(PAID.plus(DAY.multipliedBy(6))); // looks, and will look again at the end of both

    var refundedAt = PAID.plus(DAY.multipliedBy(6));
    recordPayments.record(List.of(Shop.refunded(first, refundedAt)));
    expireAt(PAID.plus(DAY.multipliedBy(7)));

    assertThat(expiries()).containsExactly(vipEnded("2026-11-08 12:00:30"));
  }

  @Test
  void whatARefundTookDoesNotEndAsWell() throws Exception {
    var paid = pay("charge-7", shop.invoice(shop.pass("week", 9, 7), buyer, 1));
    recordPayments.record(List.of(Shop.refunded(paid, PAID)));

    expireAt(PAID.plus(DAY.multipliedBy(30)));

    assertThat(expiries()).isEmpty();
    assertThat(shop.rows("select type from event where type like 'entitlement.%' order by id"))
        .containsExactly("entitlement.granted", "entitlement.revoked");
  }

  @Test
  void whatHadEndedIsNotTakenBackByARefundAMonthLater() throws Exception {
    var paid = pay("charge-13", shop.invoice(shop.pass("week", 9, 7), buyer, 1));
    expireAt(PAID.plus(DAY.multipliedBy(7)));

    now.set(PAID.plus(DAY.multipliedBy(37)));
    recordPayments.record(List.of(Shop.refunded(paid, now.get())));
    expireAt(now.get());

    assertThat(shop.rows("select type from event where type like 'entitlement.%' order by id"))
        .containsExactly("entitlement.granted", "entitlement.expired");
  }

  @Test
  void twoRefundsAtOnceTakeOneThingBackOnce() {
    var pass = shop.pass("week", 9, 7);
    var first = pay("charge-14", shop.invoice(pass, buyer, 1));
    var second = pay("charge-15", shop.invoice(pass, buyer, 1));

    recordPayments.record(List.of(Shop.refunded(first, PAID), Shop.refunded(second, PAID)));

    assertThat(shop.rows("select type from event where type = 'entitlement.revoked'")).hasSize(1);
  }

  @Test
  void whatIsHeldForEverDoesNotEnd() throws Exception {
    pay("charge-8", shop.invoice(shop.pass("week", 9, 7), buyer, 1));
    give(Optional.empty());

    expireAt(PAID.plus(DAY.multipliedBy(30)));

    assertThat(expiries()).isEmpty();
    assertThat(shop.rows("select customer_id::text from entitlement_end")).isEmpty();
  }

  @Test
  void manualGrantEndsAtItsTimeUnlessAPassGoesOn() throws Exception {
    give(Optional.of(Shop.NOON.plus(DAY)));
    pay("charge-9", shop.invoice(shop.pass("week", 9, 7), buyer, 1));

    expireAt(Shop.NOON.plus(DAY));
    assertThat(expiries()).isEmpty();
    expireAt(PAID.plus(DAY.multipliedBy(7)));

    assertThat(expiries()).containsExactly(vipEnded("2026-11-08 12:00:30"));
  }

  @Test
  void passOfMoreThanAnyDateDoesNotEnd() throws Exception {
    var pass = shop.pass("decade", 1, 3650);
    pay("charge-10", shop.invoice(pass, buyer, 100_000)); // a million years

    expireAt(PAID.plus(DAY.multipliedBy(3_650)));

    assertThat(expiries()).isEmpty();
  }

  @Test
  void manyEndInSeveralTransactions() throws Exception {
    var pass = shop.pass("day", 9, 1);
    for (var i = 0; i < 250; i++) pay("many-" + i, shop.invoice(pass));

    expireAt(PAID.plus(DAY));

    assertThat(expiries()).hasSize(250).doesNotHaveDuplicates();
  }

  private SuccessfulPayment pay(String charge, Invoice invoice) {
    var payment = Shop.payment(charge, invoice);
    recordPayments.record(Shop.paid(payment));
    return payment;
  }

  private static SuccessfulPayment paidAt(Instant at, String charge, Invoice invoice) {
    var payment = Shop.payment(charge, invoice);
    return new SuccessfulPayment(
        payment.chargeId(),
        payment.payer(),
        payment.stars(),
        payment.invoicePayload(),
        payment.recurrence(),
        at);
  }

  /** As the API writes it. */
  private void give(Optional<Instant> until) {
    var claim = new Claim(buyer.id(), VIP);
    var grant =
        new ManualGrant(
            new ManualGrantId(UUID.randomUUID()),
            claim,
            Shop.NOON,
            until.orElse(Ownership.NEVER),
            "for a friend");
    database.inTransactionDo(tx -> {
      assertThat(ManualGrantStore.insert(tx, Shop.BOT, grant, "server:a", Optional.empty()))
          .isTrue();
      until.ifPresent(end -> EntitlementEndStore.note(tx, Shop.BOT, claim, end));
    });
  }

  private void expireAt(Instant then) throws Exception {
    now.set(then);
    byEight(new ExpireEntitlements(database, now::get, Shop.GRACE)::expire);
  }

  private static void byEight(Runnable expire) throws Exception {
    Club.byEightThreads(expire);
  }

  private List<String> expiries() {
    return shop.rows(
        "select data || ' ' || (occurred_at at time zone 'UTC') from event"
            + " where type = 'entitlement.expired' order by id");
  }

  private String vipEnded(String at) {
    return "{\"customerId\":%d,\"entitlement\":\"vip\"} %s".formatted(buyer.id().value(), at);
  }
}
