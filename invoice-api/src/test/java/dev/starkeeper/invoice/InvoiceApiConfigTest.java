package dev.starkeeper.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.starkeeper.db.ConfigurationException;
import dev.starkeeper.db.DatabaseConfig;
import dev.starkeeper.db.Environment;
import dev.starkeeper.sale.MintPolicy;
import dev.starkeeper.telegram.BotToken;
import dev.starkeeper.telegram.TelegramConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InvoiceApiConfigTest {
  private static final String OTHER_TOKEN = "123456789:AAother-token-that-is-no-secret-at-all";
  private static final Map<String, String> LEAST =
      Map.of("BOT_TOKEN", RunningApi.TOKEN, "DATABASE_URL", "postgresql://me:secret@db/stars");

  @Test
  void defaults() {
    var config = InvoiceApiConfig.from(new Environment(LEAST));

    assertThat(config.bots())
        .containsExactly(
            new TelegramConfig(new BotToken(RunningApi.TOKEN), "https://api.telegram.org", false));
    assertThat(config.database())
        .isEqualTo(new DatabaseConfig("jdbc:postgresql://db/stars", "me", "secret"));
    assertThat(config.running().migrateOnStart()).isFalse();
    assertThat(config.http().address())
        .isEqualTo(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 8080));
    assertThat(config.http().origins()).isEmpty();
    assertThat(config.callers().keys().nameOf("")).isEmpty();
    assertThat(config.callers().initDataMaxAge()).isEqualTo(Duration.ofHours(24));
    assertThat(config.sale().mint()).isEqualTo(new MintPolicy(Duration.ofHours(1), 20));
    assertThat(config.sale().grace()).isEqualTo(Duration.ofHours(1));
  }

  /** As systemd's credentials and containers' secrets come: by an editor, with its last newline. */
  @Test
  void everySecretMayBeAFile(@TempDir Path directory) throws IOException {
    var secrets = new HashMap<>(LEAST);
    secrets.put("SERVER_API_KEYS", "shop:sixteen-or-more-characters");
    var files = new HashMap<String, String>();
    for (var secret : secrets.entrySet()) {
      var file = Files.writeString(directory.resolve(secret.getKey()), secret.getValue() + "\r\n");
      Files.setPosixFilePermissions(file, Set.of(PosixFilePermission.OWNER_READ));
      files.put(secret.getKey() + "_FILE", file.toString());
    }

    var config = InvoiceApiConfig.from(new Environment(files));

    var same = InvoiceApiConfig.from(new Environment(secrets));
    assertThat(config.bots()).isEqualTo(same.bots());
    assertThat(config.database()).isEqualTo(same.database());
    assertThat(config.callers().keys().nameOf("sixteen-or-more-characters")).contains("shop");
  }

  @Test
  void everythingElse() {
    var settings = new HashMap<>(LEAST);
    settings.put("TELEGRAM_API_URL", "http://127.0.0.1:8081/");
    settings.put("TELEGRAM_TEST_ENVIRONMENT", "true");
    settings.put("MIGRATE_ON_START", "true");
    settings.put("PORT", "0");
    settings.put("BIND_ADDRESS", "0.0.0.0");
    settings.put("CORS_ORIGINS", "https://shop.example, http://localhost:5173");
    settings.put("SERVER_API_KEYS", "shop:sixteen-or-more-characters");
    settings.put("INIT_DATA_MAX_AGE", "PT10M");
    settings.put("INVOICE_TTL", "P1D");
    settings.put("MINT_LIMIT_PER_MINUTE", "0");
    settings.put("SUBSCRIPTION_GRACE", "P3D");

    var config = InvoiceApiConfig.from(new Environment(settings));

    assertThat(config.bots().getFirst().apiUrl()).isEqualTo("http://127.0.0.1:8081");
    assertThat(config.bots().getFirst().testEnvironment()).isTrue();
    assertThat(config.running().migrateOnStart()).isTrue();
    assertThat(config.http().address())
        .isEqualTo(new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 0));
    assertThat(config.http().origins())
        .containsExactlyInAnyOrder("https://shop.example", "http://localhost:5173");
    assertThat(config.callers().keys().nameOf("sixteen-or-more-characters")).contains("shop");
    assertThat(config.callers().initDataMaxAge()).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.sale().mint()).isEqualTo(new MintPolicy(Duration.ofDays(1), 0));
    assertThat(config.sale().grace()).isEqualTo(Duration.ofDays(3));
  }

  @Test
  void severalBotsHaveKeysOfTheirOwn() {
    var settings = new HashMap<>(LEAST);
    settings.remove("BOT_TOKEN");
    settings.put("BOT_TOKENS", RunningApi.TOKEN + "," + OTHER_TOKEN);
    settings.put("SERVER_API_KEYS", "all:key-of-all-the-bots, shop@123456789:key-of-one-of-them");

    var config = InvoiceApiConfig.from(new Environment(settings));

    assertThat(config.bots())
        .extracting(TelegramConfig::token)
        .containsExactly(new BotToken(RunningApi.TOKEN), new BotToken(OTHER_TOKEN));
    var other = config.callers().keys().of(new BotToken(OTHER_TOKEN).botId());
    assertThat(other.nameOf("key-of-one-of-them")).contains("shop");
    assertThat(other.nameOf("key-of-all-the-bots")).contains("all");
    var first = config.callers().keys().of(RunningApi.BOT);
    assertThat(first.nameOf("key-of-one-of-them")).isEmpty();
    assertThat(first.nameOf("key-of-all-the-bots")).contains("all");
  }

  @Test
  void keyOfABotWithoutTokenIsAFault() {
    var settings = new HashMap<>(LEAST);
    settings.put("SERVER_API_KEYS", "shop@123456789:key-of-one-of-them");

    var fault =
        catchThrowableOfType(
            ConfigurationException.class, () -> InvoiceApiConfig.from(new Environment(settings)));

    assertThat(fault.faults())
        .containsExactly("SERVER_API_KEYS: there is no token of bot 123456789");
  }

  @Test
  void everyFaultIsToldAtOnceAndWithoutASecret() {
    var settings = new HashMap<String, String>();
    settings.put("BOT_TOKEN", "123:too-short-a-secret");
    settings.put("DATABASE_URL", "mysql://me:hidden-word@db/stars");
    settings.put("TELEGRAM_API_URL", "ftp://x");
    settings.put("TELEGRAM_TEST_ENVIRONMENT", "yes");
    settings.put("MIGRATE_ON_START", "1");
    settings.put("PORT", "65536");
    settings.put("BIND_ADDRESS", "not an address");
    settings.put("CORS_ORIGINS", "*");
    settings.put("SERVER_API_KEYS", "key-without-a-name");
    settings.put("INIT_DATA_MAX_AGE", "PT0S");
    settings.put("INVOICE_TTL", "P367D");
    settings.put("MINT_LIMIT_PER_MINUTE", "-1");
    settings.put("SUBSCRIPTION_GRACE", "1h");

    var thrown = faultsOf(settings);

    assertThat(thrown.faults()).hasSameSizeAs(settings.keySet());
    for (var name : settings.keySet()) {
      assertThat(thrown.faults()).anyMatch(fault -> fault.startsWith(name));
    }
    assertThat(thrown.getMessage())
        .doesNotContain("too-short-a-secret", "hidden-word", "key-without-a-name");
  }

  @Test
  void whatMustBeThereIsNamed() {
    assertThat(faultsOf(Map.of()).faults())
        .containsExactlyInAnyOrder("BOT_TOKEN is not set", "DATABASE_URL is not set");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "shop.example",
        "https://shop.example/",
        "https://Shop.example",
        "https://shop.example,",
        "https://*.shop.example",
        "tg://shop"
      })
  void whatNoBrowserSendsIsNoOrigin(String origins) {
    var settings = new HashMap<>(LEAST);
    settings.put("CORS_ORIGINS", origins);

    assertThat(faultsOf(settings).getMessage()).contains("not an origin");
  }

  @Test
  void itNeverPrintsASecret() {
    var settings = new HashMap<>(LEAST);
    settings.put("SERVER_API_KEYS", "shop:sixteen-or-more-characters");

    var printed = InvoiceApiConfig.from(new Environment(settings)).toString();

    assertThat(printed)
        .doesNotContain(RunningApi.TOKEN, "AAtest-token", "secret", "sixteen-or-more");
  }

  private static ConfigurationException faultsOf(Map<String, String> settings) {
    return catchThrowableOfType(
        ConfigurationException.class, () -> InvoiceApiConfig.from(new Environment(settings)));
  }
}
