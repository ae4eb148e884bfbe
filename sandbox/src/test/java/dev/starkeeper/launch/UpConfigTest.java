package dev.starkeeper.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.starkeeper.db.ConfigurationException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UpConfigTest {
  private static final String TOKEN = "7000000043:AAupconfigAAupconfigAAupconfigAAup";

  @Test
  void severalBotsAreAskedFor() {
    var tokens = TOKEN + ",\n" + TOKEN.replace("43", "44");

    assertThat(UpConfig.from(Map.of("BOT_TOKENS", tokens)).bots()).hasSize(2);
  }

  @Test
  void aTokenIsEnough() {
    var config = UpConfig.from(Map.of("BOT_TOKEN", TOKEN));

    assertThat(config.bots()).containsExactly(URI.create("https://api.telegram.org/bot" + TOKEN));
    assertThat(config.apiHost()).isEqualTo("api.telegram.org");
    assertThat(config.databaseUrl()).isEmpty();
    assertThat(config.toString()).doesNotContain(TOKEN);
  }

  @Test
  void everythingMayBeElsewhere() {
    var config =
        UpConfig.from(
            Map.of(
                "BOT_TOKEN", TOKEN,
                "TELEGRAM_API_URL", "http://127.0.0.1:8081/",
                "TELEGRAM_TEST_ENVIRONMENT", "true",
                "DATABASE_URL", "postgresql://me@db/starkeeper"));

    assertThat(config.bots())
        .containsExactly(URI.create("http://127.0.0.1:8081/bot" + TOKEN + "/test"));
    assertThat(config.databaseUrl()).hasValue("postgresql://me@db/starkeeper");
  }

  @Test
  void allFaultsAreToldAndNoSecret() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () -> UpConfig.from(Map.of("BOT_TOKEN", "12:secret", "TELEGRAM_API_URL", "ftp://t.me")))
        .satisfies(e ->
            assertThat(e.faults())
                .containsExactly(
                    "BOT_TOKEN: not of the form 123456789:AA…, as BotFather gives it"
                        + " (value hidden)",
                    "TELEGRAM_API_URL: not of the form https://host, without a query"));
  }

  @Test
  void aTokenIsNeeded() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> UpConfig.from(Map.of()))
        .withMessage("BOT_TOKEN is not set");
  }
}
