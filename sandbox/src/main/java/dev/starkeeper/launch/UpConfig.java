package dev.starkeeper.launch;

import dev.starkeeper.db.Environment;
import dev.starkeeper.sandbox.bot.BotToken;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code up} itself needs to know; everything else is judged by the products.
 *
 * @param bot the Bot API's address up to the method's name, with the token in it
 * @param apiHost the same without anything secret
 * @param databaseUrl empty for an embedded one
 */
record UpConfig(URI bot, String apiHost, Optional<String> databaseUrl) {
  private static final String TELEGRAM = "https://api.telegram.org";

  static UpConfig from(Map<String, String> variables) {
    var environment = new Environment(variables);
    var token = environment.required("BOT_TOKEN", UpConfig::token);
    var api = environment.optional("TELEGRAM_API_URL", UpConfig::address, URI.create(TELEGRAM));
    var test = environment.flag("TELEGRAM_TEST_ENVIRONMENT", false);
    var databaseUrl = environment.text("DATABASE_URL");
    environment.check();
    var bot = api.get() + "/bot" + token.get().value() + (test.get() ? "/test" : "");
    return new UpConfig(URI.create(bot), api.get().getHost(), databaseUrl);
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
