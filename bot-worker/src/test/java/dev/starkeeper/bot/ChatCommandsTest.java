package dev.starkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.bot.PlayedChat.Shown;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.Recurrence;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody gets to see who writes to the bot and presses its buttons. */
final class ChatCommandsTest {
  @AutoClose private final PlayedChat chat = new PlayedChat("en");

  @ParameterizedTest
  @ValueSource(strings = {"/start", "/START", "/start@Some_bot", "/start something-else"})
  void startShowsTheMenu(String command) {
    chat.writes(command);

    assertThat(chat.messages())
        .extracting(Shown::text)
        .containsExactly("Hello! Here you find what you bought, and help with your payments.");
    assertThat(chat.newest().buttons())
        .containsExactly(
            "Open the app=" + PlayedChat.APP,
            "My purchases=purchases",
            "Help with a payment=paysupport",
            "Terms=terms");
  }

  @Test
  void menuIsWalkedWithinOneMessage() {
    chat.writes("/start");

    chat.presses("terms");
    assertThat(chat.newest().text()).isEqualTo("Terms of sale: https://shop.example/terms");
    assertThat(chat.newest().buttons())
        .containsExactly("Terms=https://shop.example/terms", "Back=menu");
    chat.presses("menu");
    chat.presses("purchases");

    assertThat(chat.messages()).hasSize(1);
    assertThat(chat.newest().text()).isEqualTo("You have not bought anything here yet.");
    assertThat(chat.state()).contains("\"answerCallbackQuery\":3");
  }

  @Test
  void everybodyIsSpokenToInHisLanguage() {
    try (var german = new PlayedChat("de")) {
      german.writes("/terms");

      assertThat(german.newest().text())
          .isEqualTo("Verkaufsbedingungen: https://shop.example/terms");
    }
  }

  @Test
  void unknownCommandsGetAHintAndOtherTextNothing() {
    chat.writes("/nonsense");
    chat.writes("Hello, is anybody there?");

    assertThat(chat.messages())
        .extracting(Shown::text)
        .containsExactly("I understand /start, /purchases, /paysupport and /terms.");
    assertThat(chat.shop.rows("select text from chat_update")).containsExactly("/nonsense");
  }

  @Test
  void groupsAndBotsAreNotListenedTo() {
    chat.push(
        """
        {"message":{"message_id":1,"date":1793534400,"text":"/start",
         "from":{"id":42,"is_bot":false,"first_name":"Ada"},
         "chat":{"id":-42,"type":"group","title":"All"}}}\
        """);
    chat.push(
        """
        {"message":{"message_id":1,"date":1793534400,"text":"/start",
         "from":{"id":42,"is_bot":true,"first_name":"Ada"},
         "chat":{"id":42,"type":"private"}}}\
        """);
    chat.work();

    assertThat(chat.messages()).isEmpty();
    assertThat(chat.shop.rows("select text from chat_update")).isEmpty();
  }

  @Test
  void purchasesShowWhatIsOwnedAndWhatWasPaid() {
    buy("charge-1", chat.shop.unlock("premium", 81), 1);
    buy("charge-2", chat.shop.coins("coins", 82, 10), 3);
    buy("charge-3", chat.shop.pass("week", 83, 7), 1);

    chat.writes("/purchases");

    assertThat(chat.newest().text())
        .isEqualTo(
            """
            Yours
            • Title of premium — for ever
            • Title of week — until Nov 8, 2026
            • coins: 30

            Last payments
            • Nov 1, 2026 · Title of week · 83 ⭐
            • Nov 1, 2026 · Title of coins · 246 ⭐
            • Nov 1, 2026 · Title of premium · 81 ⭐\
            """);
    assertThat(chat.newest().buttons()).containsExactly("Back=menu");
  }

  private void buy(String charge, Product product, int quantity) {
    var payment = Shop.payment(charge, chat.shop.invoice(product, chat.user, quantity));
    Shop.recording(chat.test.database(), chat.now::get).record(Shop.paid(payment));
  }

  @Test
  void subscriptionIsCanceledByTwoPressesAndAllowedAgainByOne() {
    chat.shop.subscription("club", 100);
    chat.writes("/start buy_club");
    var link = chat.shop.rows("select link from invoice").getFirst();
    chat.pays("\"link\":\"" + link + "\"");
    var id = chat.shop.rows("select id::text from subscription").getFirst();

    chat.writes("/purchases");
    assertThat(chat.newest().text())
        .contains("Title of club — 100 ⭐ every 30 days, next payment on Dec 1, 2026");
    chat.presses("cancel:" + id);
    assertThat(chat.newest().text())
        .isEqualTo(
            "Cancel “Title of club”? It stays yours until Dec 1, 2026, and you will not be"
                + " charged again.");
    assertThat(renewals()).containsExactly("ON");
    chat.presses("cancel!:" + id);
    assertThat(chat.newest().text())
        .isEqualTo("“Title of club” is canceled. It stays yours until Dec 1, 2026.");
    assertThat(renewals()).containsExactly("CANCELED_BY_MERCHANT");
    assertThat(chat.state()).contains("\"botCanceled\":true");

    chat.presses("purchases");
    assertThat(chat.newest().text()).contains("Title of club — canceled, yours until Dec 1, 2026");
    chat.presses("resume:" + id);
    assertThat(chat.newest().text()).startsWith("“Title of club” may renew again.");
    assertThat(renewals()).containsExactly("ALLOWED_AGAIN");
    assertThat(
            chat.shop.rows("select type from event where type like 'subscription.%' order by id"))
        .containsExactly("subscription.started", "subscription.canceled", "subscription.resumed");
  }

  @Test
  void whoseCancelTelegramRefusesIsToldThatNothingHasChanged() {
    chat.shop.subscription("club", 100);
    chat.writes("/start buy_club");
    chat.pays("\"link\":\"" + chat.shop.rows("select link from invoice").getFirst() + "\"");
    var id = chat.shop.rows("select id::text from subscription").getFirst();
    chat.test
        .database()
        .inTransactionDo(tx -> tx.execute("update subscription set first_charge_id = 'other'"));

    chat.writes("/purchases");
    chat.presses("cancel:" + id);
    chat.presses("cancel!:" + id);

    assertThat(chat.newest().text()).startsWith("Telegram did not do this, and nothing has");
    assertThat(renewals()).containsExactly("ON");
  }

  private List<String> renewals() {
    return chat.shop.rows("select renewal from subscription");
  }

  @Test
  void nobodyEndsWhatAnotherPaysFor() {
    var invoice = chat.shop.invoice(chat.shop.subscription("club", 100));
    var month = Shop.month("charge-9", invoice, new Recurrence.First(Club.FIRST_END), Shop.NOON);
    Shop.recording(chat.test.database(), chat.now::get).record(Shop.paid(month));
    var id = invoice.id().payload();
    chat.writes("/start");
    var message = chat.newest().id();

    for (var data : List.of("cancel:" + id, "cancel!:" + id, "resume:" + id, "cancel!:nonsense")) {
      chat.push(
          """
          {"callback_query":{"id":"1","from":{"id":%1$d,"is_bot":false,"first_name":"Ada"},
           "data":"%2$s","message":{"message_id":%3$d,"date":0,
             "chat":{"id":%1$d,"type":"private"}}}}\
          """
              .formatted(chat.user.id().value(), data, message));
      chat.work();

      assertThat(chat.newest().text()).isEqualTo("This subscription has ended already.");
    }
    assertThat(renewals()).containsExactly("ON");
  }

  @Test
  void commandsArePublishedInEveryLanguage() {
    chat.answerChats.publishCommands();

    assertThat(chat.state())
        .contains(
            "\"all_private_chats\":[",
            "\"all_private_chats de\":[",
            "{\"command\":\"terms\",\"description\":\"Verkaufsbedingungen\"}")
        .contains("\"setMyCommands\":7");
  }
}
