package dev.starkeeper.launch;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;

/** A merchant's installation as his own programs see it. */
record Shop(Account account, Address api, URI telegram, String databaseUrl, JsonHttp http) {
  private static final String PREMIUM =
      """
      {"title": "Premium", "description": "Everything, for ever.",
       "stars": 250, "kind": "unlock", "entitlement": "premium"}
      """;
  private static final String COINS =
      """
      {"title": "100 coins", "description": "A purse of coins.",
       "stars": 50, "kind": "consumable", "unit": "coins", "units": 100}
      """;

  /** Puts a small catalogue on sale. */
  void stock() throws IOException {
    put("premium", PREMIUM);
    put("coins-100", COINS);
  }

  private void put(String sku, String product) throws IOException {
    var uri = api.uri("/v1/products/" + sku);
    var answer = http.put(uri, account.asServer(), json(product));
    if (answer.status() / 100 != 2) {
      throw new LaunchFailure("the product " + sku + " was not taken: " + answer.body());
    }
  }

  /** One of the sandbox's own addresses, for this bot. */
  URI sandbox(String control) {
    return URI.create(telegram + "/sandbox/" + control + "?token=" + account.botToken());
  }

  /** For a person who wants to try it by hand. */
  String directions(Instant now) {
    return """

    The demo runs until Ctrl-C, which throws everything away but the logs.

      invoice-api       %s
      sandbox Telegram  %s

    To buy something by hand, paste these into a shell and go on as README.md says
    ("A purchase by hand"). The init data is what Telegram gives a Mini App; it is good for a day.

      API=%s
      SANDBOX=%s
      BOT_TOKEN=%s
      SERVER_KEY=%s
      USER_ID=%d
      INIT_DATA='%s'
    """
        .formatted(
            api,
            telegram,
            api,
            telegram,
            account.botToken(),
            account.serverKey(),
            account.userId(),
            account.initData(now));
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }
}
