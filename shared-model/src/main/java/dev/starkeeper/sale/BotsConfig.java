package dev.starkeeper.sale;

import dev.starkeeper.db.Environment;
import dev.starkeeper.telegram.BotToken;
import dev.starkeeper.telegram.BotTokens;
import dev.starkeeper.telegram.TelegramConfig;
import java.util.List;
import java.util.function.Supplier;

/** Which bots an installation serves, and where their Bot API is: the same for every process. */
public final class BotsConfig {
  private BotsConfig() {}

  /** Reads {@code BOT_TOKEN} or {@code BOT_TOKENS}, and what is said of the Bot API. */
  public static Supplier<List<TelegramConfig>> read(Environment environment) {
    var tokens =
        environment.requiredEither(
            "BOT_TOKEN", text -> List.of(new BotToken(text)), "BOT_TOKENS", BotTokens::parse);
    var apiUrl =
        environment.optional(
            "TELEGRAM_API_URL", TelegramConfig::parseApiUrl, TelegramConfig.TELEGRAM);
    var testEnvironment = environment.flag("TELEGRAM_TEST_ENVIRONMENT", false);
    return () ->
        tokens.get().stream()
            .map(token -> new TelegramConfig(token, apiUrl.get(), testEnvironment.get()))
            .toList();
  }
}
