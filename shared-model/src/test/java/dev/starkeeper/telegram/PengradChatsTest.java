package dev.starkeeper.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonParser;
import dev.starkeeper.model.Entitlement;
import dev.starkeeper.model.Good;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.Item;
import dev.starkeeper.model.MessageId;
import dev.starkeeper.model.Offer;
import dev.starkeeper.model.PhotoUrl;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.Sku;
import dev.starkeeper.model.Stars;
import dev.starkeeper.model.Supply;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.telegram.ChatMessage.Below;
import dev.starkeeper.telegram.ChatMessage.Button;
import dev.starkeeper.telegram.ScriptedBotApi.Call;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is written into chats, as the Bot API gets it. */
final class PengradChatsTest {
  private static final TelegramUserId CHAT = new TelegramUserId(501);
  private static final String SENT = "{\"message_id\":7}";

  @Test
  void messageIsPlainText() {
    assertThat(sent(chats -> chats.send(CHAT, ChatMessage.plain("a *b* <c>\n💎"))))
        .isEqualTo(call("sendMessage", Map.of("chat_id", "501", "text", "a *b* <c>\n💎")));
  }

  @Test
  void messageIsNamed() {
    try (var api = ScriptedBotApi.answering(SENT);
        var telegram = EveryMethod.telegram(api.url())) {
      assertThat(telegram.chats().send(CHAT, ChatMessage.plain("hello")))
          .isEqualTo(new MessageId(7));
    }
  }

  @Test
  void buttonsStandOneBelowTheOther() {
    var message =
        ChatMessage.with(
            "Choose",
            List.of(
                new Button.App("Open", "https://x.example/app"),
                new Button.Link("Pay", "https://t.me/$abc"),
                new Button.Press("Back", "menu")));

    assertThat(markup(sent(chats -> chats.send(CHAT, message))))
        .isEqualTo(
            """
            {"inline_keyboard":[[{"text":"Open","web_app":{"url":"https://x.example/app"}}],\
            [{"text":"Pay","url":"https://t.me/$abc"}],\
            [{"text":"Back","callback_data":"menu"}]]}\
            """);
  }

  @Test
  void answerIsAskedFor() {
    var message = new ChatMessage("What happened?", new Below.AskForReply("In your words"));

    assertThat(markup(sent(chats -> chats.send(CHAT, message))))
        .isEqualTo("{\"force_reply\":true,\"input_field_placeholder\":\"In your words\"}");
  }

  @Test
  void editNamesTheMessage() {
    assertThat(sent(chats -> chats.edit(CHAT, new MessageId(7), ChatMessage.plain("Returned"))))
        .isEqualTo(
            call(
                "editMessageText",
                Map.of("chat_id", "501", "message_id", "7", "text", "Returned")));
  }

  @Test
  void editThatChangesNothingIsDone() {
    var words = "Bad Request: message is not modified: specified new message content";

    refusing(words, chats -> chats.edit(CHAT, new MessageId(7), ChatMessage.plain("Returned")));
  }

  @Test
  void editOfWhatIsGoneIsNot() {
    assertThatExceptionOfType(TelegramException.Refused.class)
        .isThrownBy(() ->
            refusing(
                "Bad Request: message to edit not found",
                chats -> chats.edit(CHAT, new MessageId(7), ChatMessage.plain("Returned"))));
  }

  private static void refusing(String words, Consumer<Chats> work) {
    var body = "{\"ok\":false,\"error_code\":400,\"description\":\"" + words + "\"}";
    try (var api = ScriptedBotApi.doing(exchange -> ScriptedBotApi.send(exchange, 400, body));
        var telegram = EveryMethod.telegram(api.url())) {
      work.accept(telegram.chats());
    }
  }

  @Test
  void invoiceCannotBePaidByWhomItIsForwardedTo() {
    var offer = new Offer("Premium", "For ever", PhotoUrl.NONE, new Stars(50));
    var good = new Good.Unlock(new Entitlement("premium"));
    var product = new Product(new Sku("premium"), 1, offer, good, true, Supply.UNLIMITED);
    var id = new InvoiceId(new UUID(0x7000, 9));

    var sent =
        sent(chats -> chats.sendInvoice(CHAT, id, offer, Item.of(product, 1), "buy_premium"));

    assertThat(sent.parameters())
        .containsOnlyKeys(
            "chat_id", "title", "description", "payload", "currency", "prices", "start_parameter")
        .containsEntry("start_parameter", "buy_premium")
        .containsEntry("payload", id.payload())
        .containsEntry("prices", "[{\"label\":\"Premium\",\"amount\":50}]");
  }

  @Test
  void pressIsAnsweredWithOrWithoutWords() {
    assertThat(sent(chats -> chats.answerCallbackQuery("77", "")))
        .isEqualTo(call("answerCallbackQuery", Map.of("callback_query_id", "77")));
    assertThat(sent(chats -> chats.answerCallbackQuery("78", "Done")))
        .isEqualTo(call("answerCallbackQuery", Map.of("callback_query_id", "78", "text", "Done")));
  }

  @Test
  void commandsAreSetForALanguage() {
    var commands = List.of(new BotCommand("terms", "Условия"));

    assertThat(sent(chats -> chats.setMyCommands("ru", commands)))
        .isEqualTo(
            call(
                "setMyCommands",
                Map.of(
                    "commands",
                    "[{\"command\":\"terms\",\"description\":\"Условия\"}]",
                    "scope",
                    "{\"type\":\"all_private_chats\"}",
                    "language_code",
                    "ru")));
  }

  private static String markup(Call call) {
    var markup = String.valueOf(call.parameters().get("reply_markup"));
    return JsonParser.parseString(markup).toString();
  }

  private static Call sent(Consumer<Chats> work) {
    try (var api = ScriptedBotApi.answering(SENT);
        var telegram = EveryMethod.telegram(api.url())) {
      work.accept(telegram.chats());
      assertThat(api.calls()).hasSize(1);
      return api.calls().getFirst();
    }
  }

  private static Call call(String method, Map<String, String> parameters) {
    return new Call("/bot" + EveryMethod.TOKEN.value() + "/" + method, parameters);
  }
}
