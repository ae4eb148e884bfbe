package dev.starkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.starkeeper.bot.BotWorkerConfig.Times;
import dev.starkeeper.bot.chat.ChatConfig.Addresses;
import dev.starkeeper.db.ConfigurationException;
import dev.starkeeper.db.Environment;
import dev.starkeeper.sale.MintPolicy;
import dev.starkeeper.telegram.BotToken;
import dev.starkeeper.telegram.TelegramConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BotWorkerConfigTest {
  private static final String TOKEN = "987654321:AAtest-token-that-is-no-secret-at-all";
  private static final String OTHER = "123456789:AAother-token-that-is-no-secret-at-all";

  @Test
  void oneBotOrSeveralAreServed() {
    assertThat(config(Map.of()).bots()).extracting(TelegramConfig::token).containsExactly(token());

    assertThat(config(Map.of("BOT_TOKEN", "", "BOT_TOKENS", TOKEN + ",\n" + OTHER)).bots())
        .extracting(TelegramConfig::token)
        .containsExactly(token(), new BotToken(OTHER));
  }

  @Test
  void tokensThatContradictEachOtherAreTold() {
    assertThatThrownBy(() -> config(Map.of("BOT_TOKENS", TOKEN + "," + TOKEN + ",x")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("BOT_TOKEN and BOT_TOKENS are both set")
        .hasMessageContaining("BOT_TOKENS: entry 2 is of the same bot as an earlier one")
        .hasMessageContaining("entry 3 is not of the form")
        .hasMessageNotContaining("no-secret");
  }

  private static BotToken token() {
    return new BotToken(TOKEN);
  }

  @Test
  void everySecretMayBeAFile(@TempDir Path directory) throws IOException {
    var secrets =
        Map.of(
            "BOT_TOKEN", "7000001:AAtoken-that-is-no-secret-at-all-0000",
            "DATABASE_URL", "postgresql://me:secret@db/stars");
    var files = new HashMap<String, String>();
    for (var secret : secrets.entrySet()) {
      var file = Files.writeString(directory.resolve(secret.getKey()), secret.getValue() + "\n");
      files.put(secret.getKey() + "_FILE", file.toString());
    }

    var config = BotWorkerConfig.from(new Environment(files));

    var same = BotWorkerConfig.from(new Environment(secrets));
    assertThat(config.bots()).isEqualTo(same.bots());
    assertThat(config.database()).isEqualTo(same.database());
  }

  @Test
  void timesHaveDefaults() {
    assertThat(config(Map.of()).times())
        .isEqualTo(new Times(Duration.ofSeconds(60), Duration.ofMinutes(5)));
  }

  @Test
  void timesCanBeSet() {
    assertThat(config(Map.of("CHECKOUT_HOLD", "PT7S", "RECONCILE_EVERY", "PT1H")).times())
        .isEqualTo(new Times(Duration.ofSeconds(7), Duration.ofHours(1)));
  }

  @Test
  void historyIsReadNowAndThen() {
    for (var never : new String[] {"0", "PT0S", "-PT1M", "P9999D", "5m"}) {
      assertThatThrownBy(() -> config(Map.of("RECONCILE_EVERY", never)))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("RECONCILE_EVERY");
    }
  }

  @Test
  void invoicesOfTheChatAreAsTheApis() {
    assertThat(config(Map.of()).chat().mint()).isEqualTo(new MintPolicy(Duration.ofHours(1), 20));
    assertThat(config(Map.of("INVOICE_TTL", "PT5M", "MINT_LIMIT_PER_MINUTE", "0")).chat().mint())
        .isEqualTo(new MintPolicy(Duration.ofMinutes(5), 0));
  }

  @Test
  void addressesAreOptional() {
    assertThat(config(Map.of()).chat().addresses()).isEqualTo(Addresses.NONE);
    assertThat(
            config(
                    Map.of(
                        "SUPPORT_CONTACT",
                        "@shop_help",
                        "TERMS_URL",
                        "https://shop.example/terms",
                        "MINI_APP_URL",
                        "http://127.0.0.1:8083/"))
                .chat()
                .addresses())
        .isEqualTo(
            new Addresses(
                Optional.of("@shop_help"),
                Optional.of("https://shop.example/terms"),
                Optional.of("http://127.0.0.1:8083/")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://shop.example/",
        "http://127.0.0.1.shop.example/",
        "https://",
        "https://user:word@shop.example/",
        "t.me/shop_bot/app",
        "no address"
      })
  void addressesAreOnHttps(String address) {
    assertThatThrownBy(() -> config(Map.of("MINI_APP_URL", address, "TERMS_URL", address)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("MINI_APP_URL: not an https address")
        .hasMessageContaining("TERMS_URL: not an https address");
  }

  @Test
  void everyFaultInTheMerchantsPhrasesIsTold(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("phrases_en.properties"), "strat = x\nstart = {\n");

    assertThatThrownBy(() -> config(Map.of("PHRASES_DIR", directory.toString(), "TERMS_URL", "x")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("PHRASES_DIR: phrases_en.properties: there is no phrase strat")
        .hasMessageContaining("PHRASES_DIR: phrases_en.properties: start is no pattern")
        .hasMessageContaining("TERMS_URL");
  }

  @Test
  void webhooksGoToPublicAddressesUnlessToldOtherwise() {
    assertThat(config(Map.of()).running().privateWebhooks()).isFalse();
    assertThat(config(Map.of("WEBHOOK_ALLOW_PRIVATE", "true")).running().privateWebhooks())
        .isTrue();
  }

  private static BotWorkerConfig config(Map<String, String> more) {
    var settings = new HashMap<>(Map.of("BOT_TOKEN", TOKEN));
    settings.put("DATABASE_URL", "postgresql://nobody:hidden@127.0.0.1:1/none");
    settings.putAll(more);
    return BotWorkerConfig.from(new Environment(settings));
  }
}
