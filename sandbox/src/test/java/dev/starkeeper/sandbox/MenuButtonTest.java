package dev.starkeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MenuButtonTest {
  private static final String SHOP =
      "{\"type\":\"web_app\",\"text\":\"Shop\",\"web_app\":{\"url\":\"https://example.com/\"}}";
  private static final String COMMANDS = "{\"type\":\"commands\"}";

  @AutoClose private final RunningSandbox sandbox = RunningSandbox.start();
  private final TestBot bot = sandbox.newBot();

  @Test
  void buttonOfAllChatsIsThatOfEachUntilItHasItsOwn() {
    bot.controlled("message", "{\"user\":{\"id\":42},\"text\":\"/start\"}");
    bot.call("setChatMenuButton", "menu_button", SHOP).result();

    assertThat(button("chat_id", 42)).isEqualTo(SHOP);
    bot.call("setChatMenuButton", "chat_id", 42, "menu_button", COMMANDS).result();
    assertThat(button("chat_id", 42)).isEqualTo(COMMANDS);
    assertThat(button()).isEqualTo(SHOP);
    bot.call("setChatMenuButton", "chat_id", 42).result();
    assertThat(button("chat_id", 42)).isEqualTo(SHOP);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "oops | can't parse menu button JSON object",
        "{\"type\":\"x\"} | can't parse menu button: Unallowed menu button type",
        "{\"type\":\"web_app\"} | can't parse menu button: Can't find field \"text\"",
        "{\"type\":\"web_app\",\"text\":\"A\",\"web_app\":{\"url\":\"http://example.com\"}}"
            + " | menu button Web App URL 'http://example.com' is invalid: Only HTTPS links are allowed"
      })
  void otherButtonsAreRefused(String button, String why) {
    assertThat(bot.call("setChatMenuButton", "menu_button", button).description())
        .isEqualTo("Bad Request: " + why);
  }

  private String button(Object... namesAndValues) {
    return bot.call("getChatMenuButton", namesAndValues).result().toString();
  }
}
