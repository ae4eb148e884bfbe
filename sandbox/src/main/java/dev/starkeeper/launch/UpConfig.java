package dev.starkeeper.launch;

import dev.starkeeper.db.Environment;
import dev.starkeeper.sandbox.bot.BotToken;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What {@code up} itself needs to know; everything else is judged by the products.
 *
 * @param bots the Bot API's address up to the method's name, with the token in it, for each bot
 * @param apiHost the same without anything secret
 * @param databaseUrl empty for an embedded one
 */
record UpConfig(List<URI> bots, String apiHost, Optional<String> databaseUrl) {
  private static final String TELEGRAM = "https://api.telegram.org";

  static UpConfig from(Map<String, String> variables) {
    var environment = new Environment(variables);
    var tokens =
        environment.requiredEither(
            "BOT_TOKEN", text -> List.of(token(text)), "BOT_TOKENS", UpConfig::tokens);
    var api = environment.optional("TELEGRAM_API_URL", UpConfig::address, URI.create(TELEGRAM));
    var test = environment.flag("TELEGRAM_TEST_ENVIRONMENT", false);
    var databaseUrl = environment.text("DATABASE_URL");
    environment.check();
    var end = test.get() ? "/test" : "";
    var bots = tokens.get().stream().map(token -> api.get() + "/bot" + token.value() + end);
    return new UpConfig(bots.map(URI::create).toList(), api.get().getHost(), databaseUrl);
  }

  /** As the products read it: they judge whether two are of one bot. */
  private static List<BotToken> tokens(String text) {
    return Arrays.stream(text.split("[,\\s]+", -1))
        .filter(Predicate.not(String::isEmpty))
        .map(UpConfig::token)
        .toList();
  }

  private static BotToken token(String text) {
    return BotToken.parse(text)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "not of the form 123456789:AA…, as BotFather gives it (value hidden)"));
  }

  private static URI address(String text) {
    var uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    var http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (http && uri.getHost() != null && uri.getRawQuery() == null) return uri;
    throw new IllegalArgumentException("not of the form https://host, without a query");
  }

  /** Hides the token. */
  @Override
  public String toString() {
    return "UpConfig[apiHost=" + apiHost + "]";
  }
}
