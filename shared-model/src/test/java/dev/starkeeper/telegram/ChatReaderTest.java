package dev.starkeeper.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.model.ChatUpdate;
import dev.starkeeper.model.ChatUpdate.Deed;
import dev.starkeeper.model.MessageId;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.model.TelegramUserId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChatReaderTest {
  private static final TelegramUser ADA = new TelegramUser(new TelegramUserId(42), "pt-br");

  private static final String MESSAGE =
      """
      {"update_id":11,"message":{"message_id":7,"date":1793534400,
       "from":{"id":42,"is_bot":false,"first_name":"Ada","language_code":"pt-br"},
       "chat":{"id":42,"first_name":"Ada","type":"private"},"text":"/start buy_sword"}}
      """;

  private static final String PRESS =
      """
      {"update_id":12,"callback_query":{"id":"77","chat_instance":"9","data":"menu",
       "from":{"id":42,"is_bot":false,"first_name":"Ada","language_code":"pt-br"},
       "message":{"message_id":8,"date":0,"chat":{"id":42,"first_name":"Ada","type":"private"}}}}
      """;

  @Test
  void readsWhatIsWritten() {
    assertThat(Updates.read(MESSAGE).content())
        .isEqualTo(
            new Update.Content.Chatted(
                new ChatUpdate(11, ADA, new Deed.Wrote("/start buy_sword"))));
  }

  /** Of a message that is too old to be shown, its place is all that is told. */
  @Test
  void readsWhichButtonIsPressed() {
    assertThat(Updates.read(PRESS).content())
        .isEqualTo(
            new Update.Content.Chatted(
                new ChatUpdate(12, ADA, new Deed.Pressed("77", new MessageId(8), "menu"))));
  }

  @Test
  void textIsMadeStorable() {
    var json = Updates.with(MESSAGE, "message.text", "\"a\\u0000b\"");

    assertThat(UpdateReader.read(json).content())
        .isEqualTo(new Update.Content.Chatted(new ChatUpdate(11, ADA, new Deed.Wrote("a\ufffdb"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "absent",
      textBlock =
          """
          message.text           | absent
          message.text           | 5
          message.text           | " "
          message.chat.type      | "group"
          message.chat.type      | absent
          message.chat.id        | 43
          message.from           | absent
          message.from.id        | "42"
          message.from.is_bot    | true
          """)
  void otherMessagesAreNotForUs(String path, @Nullable String value) {
    assertThat(UpdateReader.read(Updates.with(MESSAGE, path, value)).content())
        .isEqualTo(new Update.Content.NotForUs());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "absent",
      textBlock =
          """
          callback_query.data               | absent
          callback_query.data               | ""
          callback_query.id                 | 77
          callback_query.message            | absent
          callback_query.message.message_id | 2147483648
          callback_query.message.chat.type  | "supergroup"
          callback_query.from               | null
          """)
  void otherPressesAreNotForUs(String path, @Nullable String value) {
    assertThat(UpdateReader.read(Updates.with(PRESS, path, value)).content())
        .isEqualTo(new Update.Content.NotForUs());
  }

  @Test
  void textsThatTelegramWouldNotSendAreNotForUs() {
    var longest = "\"" + "x".repeat(4096) + "\"";
    var tooLong = "\"" + "x".repeat(4097) + "\"";

    assertThat(UpdateReader.read(Updates.with(MESSAGE, "message.text", longest)).content())
        .isInstanceOf(Update.Content.Chatted.class);
    assertThat(UpdateReader.read(Updates.with(MESSAGE, "message.text", tooLong)).content())
        .isEqualTo(new Update.Content.NotForUs());
  }
}
