package dev.starkeeper.store;

import static dev.starkeeper.store.Shop.BOT;
import static dev.starkeeper.store.Shop.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.TestDatabase;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.PaymentMatch;
import dev.starkeeper.model.PaymentStatus;
import dev.starkeeper.model.Receipt;
import dev.starkeeper.model.RecordedPayment;
import dev.starkeeper.model.Recurrence;
import dev.starkeeper.model.RefundedPayment;
import dev.starkeeper.model.SettledPayment;
import dev.starkeeper.model.Stars;
import dev.starkeeper.model.SuccessfulPayment;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.store.PaymentStore.RecordedFrom;
import dev.starkeeper.store.RefundStore.ToRefund;
import dev.starkeeper.store.RefundStore.ToldBy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PaymentStoreTest {
  private final TestDatabase test = TestDatabase.copy();
  private final Database database = test.database();
  private final Shop shop = new Shop(database);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void onlyWhatIsNewIsReturned() {
    var invoice = shop.invoice(shop.coins("coins-10", 7, 10));
    insert(Shop.fulfilled(invoice, "charge-1"));

    var created =
        insert(
            Shop.fulfilled(invoice, "charge-2"),
            Shop.fulfilled(invoice, "charge-1"),
            Shop.fulfilled(invoice, "charge-3"));

    assertThat(created)
        .containsExactlyInAnyOrder(new ChargeId("charge-2"), new ChargeId("charge-3"));
  }

  @Test
  void eightThreadsRecordAChargeOnceInWhateverSequence() throws Exception {
    var invoice = shop.invoice(shop.coins("coins-10", 7, 10));
    var charges =
        List.of(
            Shop.fulfilled(invoice, "charge-1"),
            Shop.fulfilled(invoice, "charge-2"),
            Shop.fulfilled(invoice, "charge-3"));

    var created =
        Threads.eight(i ->
            insert((i % 2 == 0 ? charges : charges.reversed()).toArray(SettledPayment[]::new)));

    assertThat(created.stream().flatMap(Set::stream))
        .containsExactlyInAnyOrder(
            new ChargeId("charge-1"), new ChargeId("charge-2"), new ChargeId("charge-3"));
  }

  @Test
  void isFoundAsItWasToldButForTheLanguage() {
    var told =
        new SuccessfulPayment(
            new ChargeId("charge-1"),
            new TelegramUser(new TelegramUserId(501), "ru"),
            new Stars(2_147_483_647),
            "💎 \"{},\\ not ours",
            new Recurrence.Renewal(NOON.plusSeconds(9)),
            NOON.plusSeconds(7));
    var nothing = new PaymentMatch.Nothing(PaymentMatch.Reason.UNKNOWN_INVOICE);
    insert(new SettledPayment(told, nothing, PaymentStatus.UNMATCHED));

    var found = find("charge-1").orElseThrow();

    assertThat(found.saysTheSameAs(told)).isTrue();
    assertThat(found.recurrence()).isEqualTo(told.recurrence());
    assertThat(found.paidAt()).isEqualTo(NOON.plusSeconds(7));
    assertThat(find("charge-2")).isEmpty();
    assertThat(shop.rows("select reason from payment where invoice_id is null"))
        .containsExactly("UNKNOWN_INVOICE");
  }

  @Test
  void chargesOfAnotherBotAreItsOwn() {
    var invoice = shop.invoice(shop.coins("coins-10", 7, 10));
    insert(Shop.fulfilled(invoice, "charge-1"));

    Set<ChargeId> created =
        database.inTransaction(tx ->
            PaymentStore.insertNew(
                tx,
                Shop.OTHER_BOT,
                List.of(Shop.fulfilled(invoice, "charge-1")),
                RecordedFrom.UPDATE,
                NOON));

    assertThat(created).hasSize(1);
  }

  @Test
  void refundIsForWhoeverPaid() {
    var invoice = secondCharge("charge-1");

    assertThat(payerToRefund("charge-1")).contains(invoice.parties().buyer());
    assertThat(markRefunded("charge-1")).isTrue();
    assertThat(payerToRefund("charge-1")).isEmpty();
    assertThat(markRefunded("charge-1")).isFalse();
    assertThat(
            shop.rows("select status || ' ' || reason from payment where refunded_at is not null"))
        .containsExactly("REFUNDED SECOND_CHARGE");
  }

  @Test
  void refundThatTelegramDoesNotTakeIsKeptWithItsWords() {
    secondCharge("charge-1");

    assertThat(markRefundFailed("charge-1", "CHARGE_NOT_FOUND")).isTrue();
    assertThat(markRefundFailed("charge-1", "again")).isFalse();
    assertThat(shop.rows("select status || ' ' || reason from payment"))
        .containsExactly("REFUND_FAILED CHARGE_NOT_FOUND");

    assertThat(markRefunded("charge-1")).as("Telegram tells that it is back all the same").isTrue();
  }

  @Test
  void whatWasDeliveredIsNotRefundedByItself() {
    shop.pay(shop.invoice(shop.coins("coins-10", 7, 10)), "charge-1");

    assertThat(payerToRefund("charge-1")).isEmpty();
    assertThat(markRefundFailed("charge-1", "no")).isFalse();
    assertThat(shop.rows("select status from payment")).containsExactly("FULFILLED");
  }

  @Test
  void receiptIsInThePayersLanguageAndInTheWordsOfTheInvoice() {
    var product = shop.coins("coins-10", 7, 10);
    var invoice = shop.saved(Shop.anInvoice(product, Shop.parties(), 3));
    shop.pay(invoice, "charge-1");
    var payer = new TelegramUser(invoice.parties().buyer(), "ru");
    assertThat(receipt("charge-1")).isEmpty(); // we do not know him, so we cannot write to him
    database.inTransactionDo(tx -> CustomerStore.remember(tx, BOT, List.of(payer), NOON));

    shop.repriced(product, 9);

    assertThat(receipt("charge-1"))
        .contains(new Receipt(payer, "Title of coins-10", 3, new Stars(21)));
    database.inTransactionDo(tx -> CustomerStore.noteBlocked(tx, BOT, payer.id(), NOON));
    assertThat(receipt("charge-1")).isEmpty();
  }

  private Invoice secondCharge(String charge) {
    var invoice = shop.invoice(shop.coins("coins-10", 7, 10));
    insert(
        new SettledPayment(
            Shop.payment(invoice, charge),
            new PaymentMatch.PaysTwice(invoice),
            PaymentStatus.REFUND_REQUESTED));
    return invoice;
  }

  private Set<ChargeId> insert(SettledPayment... payments) {
    return database.inTransaction(
        tx -> PaymentStore.insertNew(tx, BOT, List.of(payments), RecordedFrom.UPDATE, NOON));
  }

  private Optional<SuccessfulPayment> find(String charge) {
    var id = new ChargeId(charge);
    return database.inTransaction(tx ->
        Optional.ofNullable(PaymentStore.find(tx, BOT, List.of(id)).get(id))
            .map(RecordedPayment::payment));
  }

  private Optional<TelegramUserId> payerToRefund(String charge) {
    return database.inTransaction(
        tx -> RefundStore.find(tx, BOT, new ChargeId(charge)).map(ToRefund::payer));
  }

  private boolean markRefunded(String charge) {
    return database.inTransaction(tx -> {
      var known = PaymentStore.find(tx, BOT, List.of(new ChargeId(charge))).values();
      var back =
          known.stream()
              .map(RecordedPayment::payment)
              .map(p -> new RefundedPayment(p.chargeId(), p.payer(), p.stars(), "", NOON))
              .toList();
      return !RefundStore.mark(tx, BOT, back, ToldBy.US).isEmpty();
    });
  }

  private boolean markRefundFailed(String charge, String words) {
    return database.inTransaction(
        tx -> RefundStore.markFailed(tx, BOT, new ChargeId(charge), words));
  }

  private Optional<Receipt> receipt(String charge) {
    return database.inTransaction(tx -> ReceiptStore.receipt(tx, BOT, new ChargeId(charge)));
  }
}
