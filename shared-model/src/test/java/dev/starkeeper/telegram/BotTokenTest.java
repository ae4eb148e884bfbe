package dev.starkeeper.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.starkeeper.model.BotId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BotTokenTest {
  private static final String SECRET = "AAH5YkoiEuPk8-FZa32hStHTqXiLPtAEhx8";

  @Test
  void botIdIsWhatStandsBeforeTheColon() {
    assertThat(new BotToken("5768337691:" + SECRET).botId()).isEqualTo(new BotId(5768337691L));
    assertThat(new BotToken("9999999999999999:" + SECRET).botId())
        .isEqualTo(new BotId(9_999_999_999_999_999L));
  }

  @Test
  void printsOnlyWhichBotItIs() {
    var token = new BotToken("5768337691:" + SECRET);
    var config = new TelegramConfig(token, TelegramConfig.TELEGRAM, false);

    assertThat(token).hasToString("BotToken[5768337691:…]");
    assertThat(config.toString()).contains("5768337691:…").doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        SECRET,
        "5768337691",
        "5768337691:",
        "5768337691:short",
        "0768337691:" + SECRET,
        "-768337691:" + SECRET,
        "57683376910000000:" + SECRET,
        "5768337691:" + SECRET + " ",
        "5768337691:" + SECRET + "/getMe",
        "5768337691:" + SECRET + SECRET,
        "bot5768337691:" + SECRET,
      })
  void refusalHidesWhatWasGiven(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BotToken(text))
        .withMessage("not of the form 123456789:AA…, as BotFather gives it (value hidden)");
  }

  @Test
  void addressIsKeptWithoutTheSlashAtItsEnd() {
    assertThat(TelegramConfig.parseApiUrl("http://127.0.0.1:8081/"))
        .isEqualTo("http://127.0.0.1:8081");
    assertThat(TelegramConfig.parseApiUrl("https://api.example/a/b"))
        .isEqualTo("https://api.example/a/b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"api.telegram.org", "ftp://x", "http://", "http:///x", "http://x/?a=b", "a b", ""})
  void whatIsNoHttpAddressIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> TelegramConfig.parseApiUrl(text));
  }
}
