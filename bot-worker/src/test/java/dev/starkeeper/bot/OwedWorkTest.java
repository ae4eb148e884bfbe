package dev.starkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.starkeeper.bot.chat.TellPayer;
import dev.starkeeper.bot.payment.RecordPayments;
import dev.starkeeper.bot.payment.RefundPayment;
import dev.starkeeper.bot.payment.SweepRefunds;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.store.OwedWorkStore;
import dev.starkeeper.store.RefundStore;
import dev.starkeeper.telegram.TelegramException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Receipts and refunds, each attempt run by hand. */
final class OwedWorkTest {
  private final TestDatabase test = TestDatabase.copy();
  private final Shop shop = new Shop(test.database());
  private final ScriptedTelegram telegram = new ScriptedTelegram();
  private final TellPayer tellPayer =
      new TellPayer(test.database(), telegram, () -> Shop.NOON, Shop.chatConfig());
  private final RecordPayments recordPayments = Shop.recording(test.database(), () -> Shop.NOON);
  private final RefundPayment refundPayment =
      new RefundPayment(test.database(), telegram, () -> Shop.NOON, recordPayments);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void receiptGoesToThePayerInHisWords() {
    var invoice = shop.invoice(shop.unlock("premium", 81));
    recordPayments.record(Shop.paid(Shop.payment("charge-1", invoice)));

    tellPayer.receipt(subject("charge-1"));

    assertThat(telegram.messages)
        .containsExactly(
            new ScriptedTelegram.Message(
                invoice.parties().buyer(),
                "Title of premium — paid 81 ⭐\nThank you! Your purchase has been delivered."));
  }

  @Test
  void blockedBotIsNotedAndNotAskedAgain() {
    var product = shop.coins("coins", 82, 820);
    var buyer = Shop.aBuyer();
    recordPayments.record(Shop.paid(Shop.payment("charge-2", shop.invoice(product, buyer, 1))));
    telegram.faults.add(refused(403, "Forbidden: bot was blocked by the user"));

    tellPayer.receipt(subject("charge-2"));
    tellPayer.receipt(subject("charge-2"));

    assertThat(telegram.messages).isEmpty();
    assertThat(telegram.faults).isEmpty();
    assertThat(rows("select status from payment")).containsExactly("FULFILLED");
  }

  @Test
  void receiptThatMayNotHaveArrivedIsTriedAgain() {
    var invoice = shop.invoice(shop.unlock("premium", 83));
    recordPayments.record(Shop.paid(Shop.payment("charge-3", invoice)));
    var cut = new TelegramException.Unreachable("sendMessage", "connection cut");
    telegram.faults.add(cut);

    assertThatThrownBy(() -> tellPayer.receipt(subject("charge-3"))).isSameAs(cut);
  }

  @Test
  void secondChargeIsRefundedOnce() {
    recordSecondCharge("charge-4", "charge-5");

    refundPayment.refund(subject("charge-5"));
    refundPayment.refund(subject("charge-5"));

    assertThat(telegram.refunds).containsExactly(new ChargeId("charge-5"));
    assertThat(rows("select status from payment where charge_id = 'charge-5'"))
        .containsExactly("REFUNDED");
  }

  @Test
  void refundThatTelegramDidBeforeIsDone() {
    recordSecondCharge("charge-6", "charge-7");
    telegram.faults.add(refused(400, "Bad Request: CHARGE_ALREADY_REFUNDED"));

    refundPayment.refund(subject("charge-7"));

    assertThat(rows("select status from payment where charge_id = 'charge-7'"))
        .containsExactly("REFUNDED");
  }

  @Test
  void refundThatTelegramRefusesShowsItsWords() {
    recordSecondCharge("charge-8", "charge-9");
    telegram.faults.add(refused(400, "Bad Request: CHARGE_ID_INVALID"));

    refundPayment.refund(subject("charge-9"));

    assertThat(rows("select status || ': ' || reason from payment where charge_id = 'charge-9'"))
        .containsExactly("REFUND_FAILED: Bad Request: CHARGE_ID_INVALID");
  }

  @Test
  void refundIsTriedAgainWhenTheTokenIsAtFaultAndNotTheCharge() {
    recordSecondCharge("charge-11", "charge-12");
    telegram.faults.add(refused(401, "Unauthorized"));

    assertThatThrownBy(() -> refundPayment.refund(subject("charge-12")))
        .isInstanceOf(TelegramException.Refused.class);

    assertThat(rows("select status from payment where charge_id = 'charge-12'"))
        .containsExactly("REFUND_REQUESTED");
  }

  @Test
  void deliveredChargeIsNeverRefundedByATask() {
    var invoice = shop.invoice(shop.unlock("premium", 86));
    recordPayments.record(Shop.paid(Shop.payment("charge-10", invoice)));

    refundPayment.refund(subject("charge-10"));

    assertThat(telegram.refunds).isEmpty();
  }

  private void recordSecondCharge(String first, String second) {
    var invoice = shop.invoice(shop.unlock("sold-by-" + first, 84));
    recordPayments.record(Shop.paid(Shop.payment(first, invoice), Shop.payment(second, invoice)));
  }

  private static TelegramException refused(int code, String words) {
    return new TelegramException.Refused("scripted", code, words);
  }

  @Test
  void refundThatWasAskedForTooLateForItsTaskIsSweptUp() {
    recordSecondCharge("charge-20", "charge-21");
    var charge = new ChargeId("charge-20");
    test.database()
        .inTransactionDo(
            tx -> RefundStore.request(tx, Shop.BOT, charge, "asked", "server:shop", Shop.NOON));
    new SweepRefunds(test.database(), () -> Shop.NOON.plusSeconds(29)).sweep();
    assertThat(refundTasks()).containsExactly("7000001:charge-21");

    new SweepRefunds(test.database(), () -> Shop.NOON.plusSeconds(31)).sweep();
    new SweepRefunds(test.database(), () -> Shop.NOON.plusSeconds(91)).sweep();

    assertThat(refundTasks()).containsExactly("7000001:charge-20", "7000001:charge-21");
    refundPayment.refund(subject("charge-20"));
    assertThat(telegram.refunds).containsExactly(charge);
    assertThat(rows("select reason from payment where charge_id = 'charge-20'"))
        .containsExactly("asked");
  }

  private List<String> refundTasks() {
    return rows("select task_instance from scheduled_tasks where task_name = 'refund' order by 1");
  }

  private static OwedWorkStore.Subject subject(String charge) {
    return new OwedWorkStore.Subject(Shop.BOT, new ChargeId(charge));
  }

  private List<String> rows(String query) {
    return test.database().inTransaction(tx -> tx.fetch(query).getValues(0, String.class));
  }
}
