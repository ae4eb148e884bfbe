package dev.starkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.model.SupportRequest.Answer;
import dev.starkeeper.model.SupportRequestId;
import dev.starkeeper.store.SupportStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** From a customer's question about a payment to the merchant's answer. */
final class AskForHelpTest {
  @AutoClose private final PlayedChat chat = new PlayedChat("en");

  @Test
  void whoPaidNothingHasNothingToAskAbout() {
    chat.writes("/paysupport");

    assertThat(chat.newest().text())
        .isEqualTo(
            "There is no payment of yours to ask about.\n\nYou can also write to us: @shop_help");
  }

  @Test
  void whatIsWrittenAboutAPaymentIsARequestAndAnEvent() {
    var help = asked("charge-1");
    assertThat(chat.newest().text())
        .isEqualTo(
            "Nov 1, 2026 · Title of sold-by-charge-1 · 81 ⭐\n\n"
                + "Please describe in one message what is wrong with this payment.");
    assertThat(chat.state()).contains("\"input_field_placeholder\":\"What is wrong?\"");

    chat.writes("It does not open.");
    chat.writes("And another thing."); // nobody asked for that

    assertThat(chat.newest().text())
        .isEqualTo(
            "Thank you. Your question about this payment has been sent; the answer will come"
                + " here.");
    assertThat(requests()).containsExactly("charge-1 OPEN It does not open.");
    var id = chat.shop.rows("select id::text from support_request").getFirst();
    assertThat(chat.shop.rows("select data from event where type = 'support.requested'"))
        .containsExactly(
            "{\"customerId\":%d,\"requestId\":\"%s\",\"chargeId\":\"charge-1\",\"text\":\"It does not open.\"}"
                .formatted(chat.user.id().value(), id));
    assertThat(help).startsWith("help:");
  }

  @Test
  void commandMeansThatHeHasChangedHisMind() {
    asked("charge-1");

    chat.writes("/terms");
    chat.writes("It does not open.");

    assertThat(requests()).isEmpty();
  }

  @Test
  void nobodyIsWaitedForLongerThanAnHour() {
    asked("charge-1");
    chat.passes(Duration.ofMinutes(61));

    chat.writes("It does not open.");

    assertThat(requests()).isEmpty();
  }

  @Test
  void tooLongAQuestionMayBeAskedAgain() {
    asked("charge-1");

    chat.writes("x".repeat(2001));
    assertThat(chat.newest().text())
        .isEqualTo("That is too long. Please keep to 2,000 characters.");
    chat.writes("x".repeat(2000));

    assertThat(requests()).hasSize(1);
  }

  @Test
  void fiveQuestionsMayBeOpen() {
    var help = asked("charge-1");
    for (var question = 1; question <= 6; question++) {
      chat.presses(help);
      chat.writes("Question " + question);
    }

    assertThat(chat.newest().text()).startsWith("Some of your questions are still waiting");
    assertThat(requests()).hasSize(5);
  }

  @Test
  void questionIsTakenOnceThoughItsThanksAreLost() {
    asked("charge-1");
    chat.faults("{\"sendMessage\":[{\"kind\":\"too_many_requests\"}]}");
    chat.writesUnheard("It does not open.");
    assertThat(chat.failsToWork()).isTrue();
    chat.passes(Duration.ofSeconds(2));

    chat.work();

    assertThat(requests()).hasSize(1);
    assertThat(chat.newest().text()).startsWith("Thank you.");
  }

  @Test
  void answerIsToldOnce() {
    asked("charge-1");
    chat.writes("It does not open.");
    var id = answered("Try now.");
    var said = chat.messages().size();

    chat.tellAnswer.tell(new SupportStore.Subject(Shop.BOT, id));
    chat.tellAnswer.tell(new SupportStore.Subject(Shop.BOT, id));

    assertThat(chat.messages()).hasSize(said + 1);
    assertThat(chat.newest().text())
        .isEqualTo("Answer to your question about a payment:\n\nTry now.");
    assertThat(chat.shop.rows("select (answer_sent_at is not null)::text from support_request"))
        .containsExactly("true");
  }

  @Test
  void blockedBotAnswersNobody() {
    asked("charge-1");
    chat.writes("It does not open.");
    var id = answered("Try now.");
    chat.blocks(true);

    chat.tellAnswer.tell(new SupportStore.Subject(Shop.BOT, id));

    assertThat(chat.shop.rows("select answer_sent_at::text from support_request"))
        .containsOnlyNulls();
    assertThat(chat.shop.rows("select (blocked_at is not null)::text from customer"))
        .containsExactly("true");
    chat.blocks(false);
    chat.writes("/start");
    assertThat(chat.shop.rows("select blocked_at::text from customer")).containsOnlyNulls();
  }

  /** He paid by that charge, and has chosen to ask about it; returns what that button does. */
  private String asked(String charge) {
    var invoice = chat.shop.invoice(chat.shop.unlock("sold-by-" + charge, 81), chat.user, 1);
    Shop.recording(chat.test.database(), chat.now::get)
        .record(Shop.paid(Shop.payment(charge, invoice)));
    chat.writes("/paysupport");
    var button = chat.newest().buttons().getFirst();
    var help = button.substring(button.indexOf('=') + 1);
    chat.presses(help);
    return help;
  }

  private SupportRequestId answered(String text) {
    var id =
        SupportRequestId.of(chat.shop.rows("select id::text from support_request").getFirst())
            .orElseThrow();
    var answer = new Answer(text, "server:shop", chat.now.get(), Optional.empty());
    chat.test
        .database()
        .inTransactionDo(tx -> assertThat(SupportStore.answer(tx, Shop.BOT, id, answer)).isTrue());
    assertThat(
            chat.shop.rows(
                "select task_instance from scheduled_tasks where task_name = 'support-answer'"))
        .containsExactly("7000001:" + id.text());
    return id;
  }

  private List<String> requests() {
    return chat.shop.rows(
        "select charge_id || ' ' || state || ' ' || text from support_request order by id");
  }

  @Test
  void olderPaymentsAreNotInTheList() {
    for (var n = 1; n <= 11; n++) {
      var invoice = chat.shop.invoice(chat.shop.coins("coins-" + n, n, 1), chat.user, 1);
      Shop.recording(chat.test.database(), chat.now::get)
          .record(Shop.paid(Shop.payment("charge-" + n, invoice)));
    }

    chat.writes("/paysupport");

    assertThat(chat.newest().buttons()).hasSize(11); // with the one that leads back
  }
}
