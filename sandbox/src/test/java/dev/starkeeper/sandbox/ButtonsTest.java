package dev.starkeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Buttons under messages, who presses them, and the menu of commands. */
final class ButtonsTest {
  @AutoClose private final RunningSandbox sandbox = RunningSandbox.start();
  private final TestBot bot = sandbox.newBot();

  @Test
  void pressedButtonTellsTheBotAndTakesOneAnswer() {
    var message = send("[[{\"text\":\"Again\",\"callback_data\":\"again\"}]]");
    var offset = bot.nextUpdate();

    var pressed = press(message, "again");

    assertThat(pressed.json().get("delivered").getAsBoolean()).isTrue();
    var query = bot.nextUpdateAfter(offset).getAsJsonObject("callback_query");
    assertThat(query.get("data").getAsString()).isEqualTo("again");
    assertThat(query.getAsJsonObject("from").get("id").getAsLong()).isEqualTo(42);
    assertThat(query.getAsJsonObject("message").get("message_id").getAsInt()).isEqualTo(message);
    assertThat(query.getAsJsonObject("message").get("text").getAsString()).isEqualTo("Choose");
    var id = query.get("id").getAsString();
    assertThat(answer(id).result().getAsBoolean()).isTrue();
    assertThat(answer(id).status()).isEqualTo(400);
  }

  private Answer answer(String id) {
    return bot.call("answerCallbackQuery", "callback_query_id", id);
  }

  @Test
  void nobodyPressesWhatIsNotThere() {
    var message = send("[[{\"text\":\"Again\",\"callback_data\":\"again\"}]]");

    assertThat(press(message, "once").status()).isEqualTo(409);
    assertThat(press(message + 1, "again").status()).isEqualTo(404);
    bot.call("editMessageText", "chat_id", 42, "message_id", message, "text", "Done").result();
    assertThat(press(message, "again").status()).isEqualTo(409);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"text":"A","callback_data":""}              | BUTTON_DATA_INVALID
          {"text":"A","url":"javascript:alert(1)"}     | BUTTON_URL_INVALID
          {"text":"A","url":"no address"}              | BUTTON_URL_INVALID
          {"text":"A"}                                 | can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard
          {"callback_data":"x"}                        | can't parse inline keyboard button: Can't find field "text"
          7                                            | can't parse inline keyboard button: expected an Object
          {"text":"A","web_app":{"url":"http://shop.example"}} | inline keyboard button Web App URL 'http://shop.example' is invalid: Only HTTPS links are allowed
          """)
  void unusableButtonsAreRefused(String button, String why) {
    meet();

    assertThat(sending("[[" + button + "]]").description()).isEqualTo("Bad Request: " + why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"text":"A","url":"https://t.me/$abc"}
          {"text":"A","url":"tg://user?id=42"}
          {"text":"A","web_app":{"url":"https://shop.example/app?a=b"}}
          {"text":"A","web_app":{"url":"http://127.0.0.1:8083/"}}
          {"text":"A","web_app":{"url":"http://localhost:8083/"}}
          {"text":"A","switch_inline_query":""}
          """)
  void otherButtonsAreKept(String button) {
    send("[[" + button + "]]");

    assertThat(newest().getAsJsonObject("replyMarkup"))
        .hasToString("{\"inline_keyboard\":[[" + button + "]]}");
  }

  @Test
  void dataIsMeasuredInBytes() {
    meet();
    var fits = "я".repeat(32);

    assertThat(sending("[[{\"text\":\"A\",\"callback_data\":\"" + fits + "\"}]]").status())
        .isEqualTo(200);
    assertThat(sending("[[{\"text\":\"A\",\"callback_data\":\"" + fits + "x\"}]]").description())
        .isEqualTo("Bad Request: BUTTON_DATA_INVALID");
  }

  @Test
  void questionIsKeptAndCannotBeEdited() {
    meet();
    var ask = "{\"force_reply\":true,\"input_field_placeholder\":\"Say\"}";
    var sent = bot.call("sendMessage", "chat_id", 42, "text", "Why?", "reply_markup", ask);
    var id = sent.result().getAsJsonObject().get("message_id").getAsInt();

    assertThat(newest().getAsJsonObject("replyMarkup")).hasToString(ask);
    assertThat(
            bot.call("editMessageText", "chat_id", 42, "message_id", id, "text", "x").description())
        .isEqualTo("Bad Request: message can't be edited");
  }

  @Test
  void editShowsInTheState() {
    var message = send("[[{\"text\":\"A\",\"callback_data\":\"a\"}]]");
    assertThat(newest().has("editedAt")).isFalse();

    bot.call("editMessageText", "chat_id", 42, "message_id", message, "text", "Done").result();

    assertThat(newest().get("editedAt").getAsString()).isNotEmpty();
    assertThat(newest().has("replyMarkup")).isFalse();
  }

  @Test
  void menuIsKeptByScopeAndLanguage() {
    var english = "[{\"command\":\"terms\",\"description\":\"Terms\"}]";
    var russian = "[{\"command\":\"terms\",\"description\":\"Условия\"}]";
    var scope = "{\"type\":\"all_private_chats\"}";

    bot.call("setMyCommands", "commands", english).result();
    bot.call("setMyCommands", "commands", russian, "scope", scope, "language_code", "ru").result();

    assertThat(bot.call("getMyCommands").result()).hasToString(english);
    assertThat(bot.call("getMyCommands", "language_code", "ru").result()).hasToString("[]");
    assertThat(bot.call("getMyCommands", "scope", scope, "language_code", "ru").result())
        .hasToString(russian);
    assertThat(bot.state().getAsJsonObject("commands").keySet())
        .containsExactly("all_private_chats ru", "default");
    assertThat(
            bot.call("setMyCommands", "commands", "[{\"command\":\"No\",\"description\":\"x\"}]")
                .description())
        .isEqualTo("Bad Request: BOT_COMMAND_INVALID");
  }

  private void meet() {
    bot.control("POST", "message", "{\"user\":{\"id\":42},\"text\":\"hello\"}").json();
  }

  private int send(String rows) {
    meet();
    return sending(rows).result().getAsJsonObject().get("message_id").getAsInt();
  }

  private Answer sending(String rows) {
    var markup = "{\"inline_keyboard\":" + rows + "}";
    return bot.call("sendMessage", "chat_id", 42, "text", "Choose", "reply_markup", markup);
  }

  private Answer press(int message, String data) {
    var body = "{\"user\":{\"id\":42},\"messageId\":" + message + ",\"data\":\"" + data + "\"}";
    return bot.control("POST", "press", body);
  }

  private JsonObject newest() {
    return Answer.objects(bot.state().getAsJsonArray("messages")).getFirst();
  }
}
