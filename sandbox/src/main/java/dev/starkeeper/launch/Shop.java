package dev.starkeeper.launch;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

  private static final String WEEK =
      """
      {"title": "A week of hints", "description": "A hint for every message, for seven days.",
       "stars": 75, "kind": "pass", "entitlement": "hints", "durationDays": 7}
      """;
  private static final String CLUB =
      """
      {"title": "The club", "description": "Renewed every 30 days until you cancel.",
       "stars": 100, "kind": "subscription", "entitlement": "club"}
      """;

  /** Has enough for a coin or two, so that one can see what happens then. */
  private static final String POOR_USER =
      """
      {"user": {"id": 1003, "first_name": "Mia", "language_code": "de"}, "stars": 60}
      """;

  private static final String RUSSIAN_USER =
      """
      {"user": {"id": 1002, "first_name": "Лев", "language_code": "ru", "is_premium": true}}
      """;

  /** Puts a small catalogue on sale, one thing of each kind. */
  void stock() throws IOException {
    put("premium", PREMIUM);
    put("coins-100", COINS);
    put("week-pass", WEEK);
    put("club", CLUB);
  }

  /** Makes the users known that one can be on the sandbox's page; the account's is the first. */
  void introduceUsers() throws IOException {
    var first = new JsonObject();
    first.add("user", account.user());
    for (var user : List.of(first, json(RUSSIAN_USER), json(POOR_USER))) {
      http.post(sandbox("users"), "", user);
    }
  }

  /** Where a person plays the users, and the Mini App opens if there is one. */
  String page(Optional<Address> miniApp) {
    var app = miniApp.map(address -> "&app=" + encoded(address.uri("/").toString())).orElse("");
    return telegram + "/?token=" + encoded(account.botToken()) + app;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
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
  String directions(Optional<Address> miniApp, Instant now) {
    return """

    Open this in a browser, be one of its users, and buy something:

      %s

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
            page(miniApp),
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
