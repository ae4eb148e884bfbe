package dev.starkeeper.bot;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.bot.chat.TellPayer;
import dev.starkeeper.bot.payment.Outcome;
import dev.starkeeper.bot.payment.RecordPayments;
import dev.starkeeper.bot.payment.Report;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.InvoiceState;
import dev.starkeeper.model.Ownership;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.SuccessfulPayment;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.store.OwedWorkStore;
import dev.starkeeper.store.OwnershipStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A refund, whoever asked for it, takes away what its charge gave and nothing else. */
final class RefundsTest {
  private static final Instant LATER = Shop.NOON.plus(Duration.ofHours(5));

  private static final String SPEND_60 =
      """
      insert into credit_entry (bot_id, charge_id, customer_id, unit, amount, created_at, kind)
      select bot_id, 'spent', customer_id, unit, -60, created_at, 'REFUND' from credit_entry
      where customer_id = ?
      """;

  private final TestDatabase test = TestDatabase.copy();
  private final Database database = test.database();
  private final Shop shop = new Shop(database);
  private final TelegramUser buyer = Shop.aBuyer();
  private final RecordPayments recordPayments = Shop.recording(database, () -> LATER);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void unlockIsTakenBackAndItsInvoiceIsRefunded() {
    var invoice = shop.invoice(shop.unlock("premium", 50), buyer, 1);
    var payment = Shop.payment("charge-1", invoice);
    recordPayments.record(Shop.paid(payment));

    var outcomes = recordPayments.record(List.of(Shop.refunded(payment, LATER)));

    assertThat(outcomes).containsExactly(new Outcome.Refunded());
    assertThat(shop.endsAt(buyer, "premium.owned", LATER)).isEmpty();
    assertThat(shop.now(invoice).progress().state()).isEqualTo(InvoiceState.REFUNDED);
    assertThat(shop.rows("select status || ' ' || reason || ' ' || refund_told_by from payment"))
        .containsExactly("REFUNDED REFUNDED_OUTSIDE UPDATE");
    assertThat(shop.rows("select type from event order by id"))
        .containsExactly(
            "payment.succeeded", "entitlement.granted", "payment.refunded", "entitlement.revoked");
  }

  @Test
  void anotherLiveChargeKeepsTheEntitlement() {
    var pass = shop.pass("week", 10, 7);
    var premium = shop.unlock("vip-for-ever", 90);
    var first = Shop.payment("charge-2", shop.invoice(pass, buyer, 1));
    var second = Shop.payment("charge-3", shop.invoice(pass, buyer, 2));
    recordPayments.record(
        Shop.paid(first, second, Shop.payment("charge-4", shop.invoice(premium, buyer, 1))));

    recordPayments.record(List.of(Shop.refunded(second, LATER)));

    assertThat(shop.endsAt(buyer, "vip", LATER)).contains(first.paidAt().plus(Duration.ofDays(7)));
    assertThat(shop.endsAt(buyer, "vip-for-ever.owned", LATER)).contains(Ownership.NEVER);
    assertThat(shop.rows("select type from event where type = 'entitlement.revoked'")).isEmpty();
  }

  @Test
  void stackedPassClosesItsGap() {
    var pass = shop.pass("week", 11, 7);
    var passes = List.of(pass(pass, "charge-5"), pass(pass, "charge-6"), pass(pass, "charge-7"));
    assertThat(shop.endsAt(buyer, "vip", LATER))
        .contains(passes.getFirst().paidAt().plus(Duration.ofDays(21)));

    recordPayments.record(List.of(Shop.refunded(passes.get(1), LATER)));

    assertThat(shop.endsAt(buyer, "vip", LATER))
        .contains(passes.getFirst().paidAt().plus(Duration.ofDays(14)));
  }

  private SuccessfulPayment pass(Product pass, String charge) {
    var payment = Shop.payment(charge, shop.invoice(pass, buyer, 1));
    recordPayments.record(Shop.paid(payment));
    return payment;
  }

  @Test
  void creditsGoBackOnceHoweverOftenItIsTold() throws Exception {
    var coins = shop.coins("coins", 12, 100);
    var kept = Shop.payment("charge-8", shop.invoice(coins, buyer, 1));
    recordPayments.record(Shop.paid(kept));
    var returned = Shop.payment("charge-9", shop.invoice(coins, buyer, 3));
    recordPayments.record(Shop.paid(returned));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var told = List.<Report>of(Shop.refunded(returned, LATER));
      var outcomes =
          threads.invokeAll(nCopies(8, () -> recordPayments.record(told).getFirst())).stream()
              .map(Future::resultNow)
              .toList();
      assertThat(outcomes).containsOnlyOnce(new Outcome.Refunded());
      assertThat(outcomes).filteredOn(new Outcome.AlreadyRecorded()::equals).hasSize(7);
    }

    assertThat(credits()).isEqualTo(Map.of("coins", 100L));
    assertThat(shop.rows("select amount::text from credit_entry order by amount"))
        .containsExactly("-300", "100", "300");
  }

  @Test
  void consumedCreditsGoBelowZeroVisibly() {
    var payment = Shop.payment("charge-10", shop.invoice(shop.coins("coins", 13, 100), buyer, 1));
    recordPayments.record(Shop.paid(payment));
    // As if he had spent 60 of them: the balance is what counts, not what was bought.
    database.inTransactionDo(tx -> {
      tx.execute("alter table credit_entry drop constraint credit_entry_bot_id_charge_id_fkey");
      tx.execute(SPEND_60, buyer.id().value());
    });

    recordPayments.record(List.of(Shop.refunded(payment, LATER)));

    assertThat(credits()).isEqualTo(Map.of("coins", -60L));
  }

  @Test
  void chargeRefundedBeforeWeSawItIsNeverDelivered() {
    var invoice = shop.invoice(shop.unlock("premium", 54), buyer, 1);
    var payment = Shop.payment("charge-11", invoice);

    var refunded = recordPayments.record(List.of(Shop.refunded(payment, LATER)));
    var paid = recordPayments.record(Shop.paid(payment));

    assertThat(refunded).containsExactly(new Outcome.RefundedUnseen());
    assertThat(paid).containsExactly(new Outcome.AlreadyRecorded());
    assertThat(shop.rows("select charge_id from entitlement_grant")).isEmpty();
    assertThat(shop.now(invoice).progress().state()).isEqualTo(InvoiceState.OPEN);
    assertThat(shop.rows("select status || ' ' || (paid_at < refunded_at)::text from payment"))
        .containsExactly("REFUNDED true");
    assertThat(shop.rows("select type from event")).containsExactly("payment.refunded");
  }

  @Test
  void chargeToldOfTogetherWithItsRefundIsNeverDelivered() {
    var payment = Shop.payment("charge-12", shop.invoice(shop.coins("coins", 14, 100), buyer, 1));

    var outcomes =
        recordPayments.record(List.of(new Report.Paid(payment), Shop.refunded(payment, LATER)));

    assertThat(outcomes)
        .containsExactly(new Outcome.AlreadyRecorded(), new Outcome.RefundedUnseen());
    assertThat(credits()).isEmpty();
    assertThat(shop.rows("select task_name from scheduled_tasks")).isEmpty();
  }

  @Test
  void chargeThatIsBackLeavesItsInvoiceToTheNextOne() {
    var invoice = shop.invoice(shop.unlock("premium", 56), buyer, 1);
    var back = Shop.payment("charge-16", invoice);
    var good = Shop.payment("charge-17", invoice);

    var together =
        recordPayments.record(
            List.of(new Report.Paid(back), Shop.refunded(back, LATER), new Report.Paid(good)));

    assertThat(together)
        .containsExactly(
            new Outcome.AlreadyRecorded(),
            new Outcome.RefundedUnseen(),
            new Outcome.Fulfilled(invoice.id()));
  }

  @Test
  void chargeKnownToBeBackLeavesItsInvoiceToTheNextOneWhenItIsToldAgain() {
    var invoice = shop.invoice(shop.unlock("premium", 57), buyer, 1);
    var back = Shop.payment("charge-18", invoice);
    recordPayments.record(List.of(Shop.refunded(back, LATER)));

    var outcomes = recordPayments.record(Shop.paid(back, Shop.payment("charge-19", invoice)));

    assertThat(outcomes)
        .containsExactly(new Outcome.AlreadyRecorded(), new Outcome.Fulfilled(invoice.id()));
    assertThat(shop.endsAt(buyer, "premium.owned", LATER)).contains(Ownership.NEVER);
  }

  @Test
  void pieceThatCameBackIsForSaleAgain() {
    var coins = shop.scarce(shop.coins("coins", 15, 100), 5, 9);
    var payment = Shop.payment("charge-13", shop.invoice(coins, buyer, 3));
    recordPayments.record(Shop.paid(payment));
    assertThat(shop.rows("select stock::text from product")).containsExactly("2");

    recordPayments.record(List.of(Shop.refunded(payment, LATER)));

    assertThat(shop.rows("select stock::text from product")).containsExactly("5");
  }

  @Test
  void payerOfASecondChargeIsToldWhyItCameBack() {
    var invoice = shop.invoice(shop.unlock("premium", 55), buyer, 1);
    var second = Shop.payment("charge-15", invoice);
    recordPayments.record(Shop.paid(Shop.payment("charge-14", invoice), second));
    var telegram = new ScriptedTelegram();

    recordPayments.record(List.of(Shop.refunded(second, LATER)));

    assertThat(
            shop.rows(
                "select task_instance from scheduled_tasks where task_name = 'refund-notice'"))
        .containsExactly("7000001:charge-15");
    new TellPayer(database, telegram, () -> LATER, Shop.chatConfig())
        .refund(new OwedWorkStore.Subject(Shop.BOT, second.chargeId()));
    assertThat(telegram.messages)
        .containsExactly(
            new ScriptedTelegram.Message(
                buyer.id(),
                "You were charged twice for the same purchase. Your 55 ⭐ are back;"
                    + " what you bought stays yours."));
    assertThat(shop.endsAt(buyer, "premium.owned", LATER)).contains(Ownership.NEVER);
  }

  private Map<String, Long> credits() {
    return database.inTransaction(tx -> OwnershipStore.credits(tx, Shop.BOT, buyer.id()));
  }
}
