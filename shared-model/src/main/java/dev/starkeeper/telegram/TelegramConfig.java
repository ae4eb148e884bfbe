package dev.starkeeper.telegram;

import java.net.URI;

/**
 * Which bot, and where its Bot API is.
 *
 * @param apiUrl what comes before {@code /bot<token>}, without a slash at its end
 * @param testEnvironment whether methods are called under {@code /bot<token>/test/}
 */
public record TelegramConfig(BotToken token, String apiUrl, boolean testEnvironment) {
  /** Telegram's own. */
  public static final String TELEGRAM = "https://api.telegram.org";

  /** Reads {@code TELEGRAM_API_URL}. */
  public static String parseApiUrl(String text) {
    var url = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    var uri = URI.create(url);
    var noSecrets = uri.getRawUserInfo() == null && !url.matches(".*/bot[0-9]+:.*");
    var http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || !noSecrets || uri.getHost() == null || uri.getRawQuery() != null) {
      // Not the text: somebody may have put the token or a password into it.
      throw new IllegalArgumentException("not of the form https://host, without a query");
    }
    return url;
  }
}
