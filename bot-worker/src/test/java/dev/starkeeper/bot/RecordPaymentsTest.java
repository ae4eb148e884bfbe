package dev.starkeeper.bot;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.bot.payment.Outcome;
import dev.starkeeper.bot.payment.RecordPayments;
import dev.starkeeper.bot.payment.Report;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.Entitlement;
import dev.starkeeper.model.Grant;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.InvoiceState;
import dev.starkeeper.model.PaymentMatch.Reason;
import dev.starkeeper.model.Recurrence;
import dev.starkeeper.model.Stars;
import dev.starkeeper.model.SuccessfulPayment;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.store.OwnershipStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RecordPaymentsTest {
  private final TestDatabase test = TestDatabase.copy();
  private final Database database = test.database();
  private final Shop shop = new Shop(database);
  private final RecordPayments recordPayments = Shop.recording(database, () -> Shop.NOON);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void paymentPaysItsInvoiceAndGivesWhatItSold() {
    var invoice = shop.invoice(shop.unlock("premium", 50));

    var outcomes = recordPayments.record(Shop.paid(Shop.payment("charge-1", invoice)));

    assertThat(outcomes).containsExactly(new Outcome.Fulfilled(invoice.id()));
    assertThat(shop.now(invoice).progress().state()).isEqualTo(InvoiceState.PAID);
    assertThat(entitlements(invoice)).containsExactly(new Entitlement("premium.owned"));
    assertThat(rows("select task_name || ' ' || task_instance from scheduled_tasks"))
        .containsExactly("receipt 7000001:charge-1");
  }

  @Test
  void consumableAddsItsUnitsForEachPiece() {
    var coins = shop.coins("coins-100", 10, 100);
    var buyer = Shop.aBuyer();

    recordPayments.record(Shop.paid(Shop.payment("charge-2", shop.invoice(coins, buyer, 3))));
    recordPayments.record(Shop.paid(Shop.payment("charge-3", shop.invoice(coins, buyer, 2))));

    assertThat(credits(buyer)).isEqualTo(Map.of("coins", 500L));
  }

  @Test
  void sameChargeToldAgainChangesNothing() {
    var invoice = shop.invoice(shop.coins("coins-7", 7, 70));
    var payment = Shop.payment("charge-4", invoice);
    recordPayments.record(Shop.paid(payment));

    var outcomes = recordPayments.record(nCopies(50, new Report.Paid(payment)));

    assertThat(outcomes).hasSize(50).containsOnly(new Outcome.AlreadyRecorded());
    assertThat(credits(payment.payer())).isEqualTo(Map.of("coins", 70L));
    assertThat(rows("select charge_id from payment")).containsExactly("charge-4");
  }

  @Test
  void sameChargeToldFiftyTimesInOneBatchIsRecordedOnce() {
    var invoice = shop.invoice(shop.coins("coins-8", 8, 80));

    var outcomes =
        recordPayments.record(nCopies(50, new Report.Paid(Shop.payment("charge-5", invoice))));

    assertThat(outcomes).containsOnlyOnce(new Outcome.Fulfilled(invoice.id()));
    assertThat(outcomes).filteredOn(new Outcome.AlreadyRecorded()::equals).hasSize(49);
    assertThat(rows("select amount::text from credit_entry")).containsExactly("80");
  }

  @Test
  void sameChargeWithAnotherAmountConflicts() {
    var invoice = shop.invoice(shop.unlock("premium", 51));
    var payment = Shop.payment("charge-6", invoice);
    recordPayments.record(Shop.paid(payment));

    var altered =
        new SuccessfulPayment(
            payment.chargeId(),
            payment.payer(),
            new Stars(999),
            payment.invoicePayload(),
            Recurrence.none(),
            payment.paidAt());

    assertThat(recordPayments.record(Shop.paid(altered)))
        .singleElement()
        .isInstanceOfSatisfying(
            Outcome.Conflicts.class,
            conflict -> assertThat(conflict.recorded().payment().saysTheSameAs(payment)).isTrue());
    assertThat(rows("select stars::text from payment")).containsExactly("51");
  }

  @Test
  void secondChargeOfAnInvoiceGivesNothingAndGoesBack() {
    var invoice = shop.invoice(shop.coins("coins-9", 9, 90));
    recordPayments.record(Shop.paid(Shop.payment("charge-7", invoice)));

    var outcomes = recordPayments.record(Shop.paid(Shop.payment("charge-8", invoice)));

    assertThat(outcomes).containsExactly(new Outcome.SecondCharge(invoice.id()));
    assertThat(rows("select charge_id || ' ' || status from payment order by 1"))
        .containsExactly("charge-7 FULFILLED", "charge-8 REFUND_REQUESTED");
    assertThat(rows("select task_instance from scheduled_tasks where task_name = 'refund'"))
        .containsExactly("7000001:charge-8");
    assertThat(rows("select amount::text from credit_entry")).containsExactly("90");
  }

  @Test
  void twoChargesOfAnInvoiceInOneBatchPayItOnce() {
    var invoice = shop.invoice(shop.unlock("premium", 52));

    var outcomes =
        recordPayments.record(
            Shop.paid(Shop.payment("charge-9", invoice), Shop.payment("charge-10", invoice)));

    assertThat(outcomes)
        .containsExactly(
            new Outcome.Fulfilled(invoice.id()), new Outcome.SecondCharge(invoice.id()));
    assertThat(rows("select charge_id from invoice")).containsExactly("charge-9");
  }

  @Test
  void paymentThatNothingExplainsIsHeldWithItsReason() {
    var invoice = shop.invoice(shop.unlock("premium", 53));
    var known = Shop.payment("charge-11", invoice);
    var garbage = with(known, "charge-12", known.payer(), known.stars(), "💥 not ours");
    var stranger = new TelegramUser(new TelegramUserId(99), "de");
    var foreign = with(known, "charge-13", stranger, known.stars(), known.invoicePayload());
    var cheap = with(known, "charge-14", known.payer(), new Stars(1), known.invoicePayload());

    var outcomes = recordPayments.record(Shop.paid(garbage, foreign, cheap));

    assertThat(outcomes)
        .containsExactly(
            new Outcome.Unmatched(Reason.UNKNOWN_INVOICE),
            new Outcome.Unmatched(Reason.FOREIGN_PAYER),
            new Outcome.Unmatched(Reason.OTHER_PRICE));
    assertThat(rows("select status || ' ' || reason from payment order by charge_id"))
        .containsExactly(
            "UNMATCHED UNKNOWN_INVOICE", "UNMATCHED FOREIGN_PAYER", "UNMATCHED OTHER_PRICE");
    assertThat(shop.now(invoice).progress().state()).isEqualTo(InvoiceState.OPEN);
    assertThat(rows("select charge_id from entitlement_grant")).isEmpty();
  }

  private static SuccessfulPayment with(
      SuccessfulPayment like, String charge, TelegramUser payer, Stars stars, String payload) {
    return new SuccessfulPayment(
        new ChargeId(charge), payer, stars, payload, Recurrence.none(), like.paidAt());
  }

  private List<Entitlement> entitlements(Invoice invoice) {
    return database
        .inTransaction(tx -> OwnershipStore.grants(tx, Shop.BOT, invoice.parties().recipient()))
        .stream()
        .map(Grant::entitlement)
        .toList();
  }

  private Map<String, Long> credits(TelegramUser customer) {
    return database.inTransaction(tx -> OwnershipStore.credits(tx, Shop.BOT, customer.id()));
  }

  private List<String> rows(String query) {
    return database.inTransaction(tx -> tx.fetch(query).getValues(0, String.class));
  }
}
