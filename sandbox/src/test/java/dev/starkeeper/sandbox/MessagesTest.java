package dev.starkeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class MessagesTest {
  private static final String KEYBOARD =
      "{\"inline_keyboard\":[[{\"text\":\"Again\",\"callback_data\":\"again\"}]]}";
  private static final String TOO_OLD =
      "Bad Request: query is too old and response timeout expired or query ID is invalid";

  @AutoClose private final RunningSandbox sandbox = RunningSandbox.start();
  private final TestBot bot = sandbox.newBot();

  @Test
  void userWritesACommand() {
    write(42, "/start buy_sword");

    var message = bot.nextUpdate().getAsJsonObject("message");

    assertThat(message.get("text").getAsString()).isEqualTo("/start buy_sword");
    assertThat(message.getAsJsonArray("entities"))
        .hasToString("[{\"offset\":0,\"length\":6,\"type\":\"bot_command\"}]");
    assertThat(message.getAsJsonObject("chat"))
        .hasToString("{\"id\":42,\"first_name\":\"User 42\",\"type\":\"private\"}");
  }

  @Test
  void plainTextHasNoEntities() {
    write(42, "a/b and http://example.com/start");

    assertThat(bot.nextUpdate().getAsJsonObject("message").has("entities")).isFalse();
  }

  @Test
  void messageIsKeptWithItsKeyboard() {
    write(42, "hello");

    var sent = bot.call("sendMessage", "chat_id", 42, "text", "Thanks", "reply_markup", KEYBOARD);

    var message = sent.result().getAsJsonObject();
    assertThat(message.get("text").getAsString()).isEqualTo("Thanks");
    assertThat(message.getAsJsonObject("from").get("is_bot").getAsBoolean()).isTrue();
    assertThat(message.getAsJsonObject("reply_markup")).hasToString(KEYBOARD);
    var kept = onlyMessage();
    assertThat(kept.get("chatId").getAsLong()).isEqualTo(42);
    assertThat(kept.get("messageId")).isEqualTo(message.get("message_id"));
    assertThat(kept.get("text").getAsString()).isEqualTo("Thanks");
    assertThat(kept.getAsJsonObject("replyMarkup")).hasToString(KEYBOARD);
  }

  @Test
  void botWritesOnlyToWhomItHasMet() {
    assertThat(send(42, "hello").description()).isEqualTo("Bad Request: chat not found");
    assertThat(bot.call("sendMessage", "text", "hello").description())
        .isEqualTo("Bad Request: chat_id is empty");
  }

  @Test
  void blockedBotIsForbiddenToWrite() {
    write(42, "hello");
    bot.control("POST", "block", "{\"user\":{\"id\":42},\"blocked\":true}").json();

    assertThat(send(42, "hello").text())
        .isEqualTo(
            "{\"ok\":false,\"error_code\":403,"
                + "\"description\":\"Forbidden: bot was blocked by the user\"}");

    bot.control("POST", "block", "{\"user\":{\"id\":42},\"blocked\":false}").json();
    assertThat(send(42, "hello").status()).isEqualTo(200);
  }

  @Test
  void refusedTexts() {
    write(42, "hello");

    assertThat(send(42, " ").description()).isEqualTo("Bad Request: message text is empty");
    assertThat(send(42, "x".repeat(4097)).description())
        .isEqualTo("Bad Request: message is too long");
    assertThat(send(42, "x".repeat(4096)).status()).isEqualTo(200);
    assertThat(
            bot.call("sendMessage", "chat_id", 42, "text", "hello", "reply_markup", "{oops")
                .description())
        .isEqualTo("Bad Request: can't parse reply keyboard markup JSON object");
  }

  @Test
  void editedMessageStandsAsEdited() {
    write(42, "hello");
    var id = send(42, "one").result().getAsJsonObject().get("message_id").getAsInt();

    var edited =
        bot.call("editMessageText", "chat_id", 42, "message_id", id, "text", "two").result();

    assertThat(edited.getAsJsonObject().get("text").getAsString()).isEqualTo("two");
    assertThat(onlyMessage().get("text").getAsString()).isEqualTo("two");
    assertThat(edit(id, "two").description()).startsWith("Bad Request: message is not modified");
    assertThat(edit(id + 1, "two").description())
        .isEqualTo("Bad Request: message to edit not found");
  }

  private Answer edit(int messageId, String text) {
    return bot.call("editMessageText", "chat_id", 42, "message_id", messageId, "text", text);
  }

  @Test
  void invoiceMessageHasAPayButtonAndIsPaidThroughItself() {
    write(42, "/start");
    var offset = bot.nextUpdate();

    var sent = sendInvoice();

    var message = sent.result().getAsJsonObject();
    assertThat(message.getAsJsonObject("invoice"))
        .hasToString(
            "{\"title\":\"Sword\",\"description\":\"Sharp\",\"start_parameter\":\"\","
                + "\"currency\":\"XTR\",\"total_amount\":5}");
    assertThat(sent.text()).contains("\"pay\":true");
    var id = message.get("message_id").getAsInt();
    var paid = bot.payWith("\"chatId\":42,\"messageId\":" + id + ",\"user\":{\"id\":43}");
    bot.approve(bot.nextUpdateAfter(offset)).result();
    assertThat(TestBot.within(paid).get("status").getAsString()).isEqualTo("paid");
  }

  @Test
  void invoiceMessageRules() {
    write(42, "/start");

    assertThat(sendInvoice("subscription_period", 2_592_000).description())
        .isEqualTo("Bad Request: SUBSCRIPTION_EXPORT_MISSING");
    assertThat(sendInvoice("reply_markup", KEYBOARD).description())
        .isEqualTo("Bad Request: REPLY_MARKUP_BUY_EMPTY");
    var withPay = "{\"inline_keyboard\":[[{\"text\":\"Buy\",\"pay\":true}]]}";
    assertThat(sendInvoice("reply_markup", withPay).text()).contains("\"text\":\"Buy\"");
  }

  private Answer sendInvoice(Object... more) {
    var joined = Stream.of(TestBot.sword(), more).flatMap(Arrays::stream);
    return bot.call("sendInvoice", joined.toArray());
  }

  @Test
  void pressedButtonTakesOneAnswer() {
    bot.control("POST", "updates", "{\"callback_query\":{\"id\":\"77\",\"from\":{\"id\":42}}}");

    assertThat(answerPress("77").result().getAsBoolean()).isTrue();
    assertThat(answerPress("77").description()).isEqualTo(TOO_OLD);
    assertThat(answerPress("78").description()).isEqualTo(TOO_OLD);
  }

  private Answer answerPress(String id) {
    return bot.call("answerCallbackQuery", "callback_query_id", id);
  }

  @Test
  void commandsAreAccepted() {
    var commands = "[{\"command\":\"paysupport\",\"description\":\"Help\"}]";

    assertThat(bot.call("setMyCommands", "commands", commands).result().getAsBoolean()).isTrue();
    assertThat(bot.call("setMyCommands", "commands", "{oops").status()).isEqualTo(400);
  }

  private void write(long userId, String text) {
    var body = "{\"user\":{\"id\":" + userId + "},\"text\":\"" + text + "\"}";
    assertThat(bot.control("POST", "message", body).status()).isEqualTo(200);
  }

  private Answer send(long chatId, String text) {
    return bot.call("sendMessage", "chat_id", chatId, "text", text);
  }

  private JsonObject onlyMessage() {
    return Answer.objects(bot.state().getAsJsonArray("messages")).getFirst();
  }
}
