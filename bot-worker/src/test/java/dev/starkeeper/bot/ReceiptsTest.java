package dev.starkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.bot.chat.TellPayer;
import dev.starkeeper.bot.payment.RecordPayments;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.SuccessfulPayment;
import dev.starkeeper.store.OwedWorkStore.Subject;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One message for each charge, which says later that it went back. */
final class ReceiptsTest {
  private static final Subject SUBJECT = new Subject(Shop.BOT, new ChargeId("charge-1"));
  private static final String PAID =
      "Title of premium — paid 81 ⭐\nThank you! Your purchase has been delivered.";
  private static final String RETURNED =
      "Title of premium — 81 ⭐ returned\nThis purchase has been refunded: your Stars are back.";

  @AutoClose private final PlayedChat chat = new PlayedChat("en");
  private final RecordPayments recordPayments = Shop.recording(chat.test.database(), chat.now::get);
  private final SuccessfulPayment payment =
      Shop.payment("charge-1", chat.shop.invoice(chat.shop.unlock("premium", 81), chat.user, 1));

  @BeforeEach
  void known() {
    chat.writesUnheard("/start"); // the sandbox lets a bot write to whom it has met
    recordPayments.record(Shop.paid(payment));
  }

  @Test
  void receiptHasAButtonThatOpensTheApp() {
    chat.tellPayer.receipt(SUBJECT);

    assertThat(chat.newest().text()).isEqualTo(PAID);
    assertThat(chat.newest().buttons()).containsExactly("Open the app=" + PlayedChat.APP);
  }

  @Test
  void refundIsToldInTheReceipt() {
    chat.tellPayer.receipt(SUBJECT);
    refunded();

    chat.tellPayer.refund(SUBJECT);
    chat.tellPayer.refund(SUBJECT); // after a lost answer

    assertThat(chat.messages())
        .singleElement()
        .satisfies(shown -> assertThat(shown.text()).isEqualTo(RETURNED));
    assertThat(owed("refund-notice")).containsExactly("7000001:charge-1");
  }

  @Test
  void refundIsToldAnewIfTheReceiptIsGone() {
    chat.tellPayer.receipt(SUBJECT);
    chat.test
        .database()
        .inTransactionDo(tx -> tx.execute("update receipt_message set message_id = 99"));
    refunded();

    chat.tellPayer.refund(SUBJECT);
    chat.tellPayer.refund(SUBJECT);

    assertThat(chat.messages()).extracting(PlayedChat.Shown::text).containsExactly(RETURNED, PAID);
  }

  @Test
  void whatWentBackBeforeItsReceiptGetsNone() {
    refunded();

    chat.tellPayer.receipt(SUBJECT);
    chat.tellPayer.refund(SUBJECT);

    assertThat(chat.messages()).isEmpty();
  }

  @Test
  void refundWhileTheReceiptIsOnItsWayIsToldInIt() {
    var telegram = new ScriptedTelegram();
    telegram.beforeSend = this::refunded;

    new TellPayer(chat.test.database(), telegram, chat.now::get, PlayedChat.config())
        .receipt(SUBJECT);

    assertThat(telegram.messages).extracting(ScriptedTelegram.Message::text).containsExactly(PAID);
    assertThat(telegram.edits).extracting(ScriptedTelegram.Edit::text).containsExactly(RETURNED);
  }

  private void refunded() {
    recordPayments.record(List.of(Shop.refunded(payment, chat.now.get())));
  }

  private List<String> owed(String task) {
    return chat.shop.rows(
        "select task_instance from scheduled_tasks where task_name = '" + task + "'");
  }
}
