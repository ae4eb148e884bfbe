package dev.starkeeper.launch;

import com.google.gson.JsonObject;
import dev.starkeeper.sandbox.bot.InitData;
import java.time.Instant;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** A merchant's bot, his server's key, and one user of his: all made up, for a demo. */
public record Account(String botToken, String serverKey, long userId) {
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  public static Account madeUp(RandomGenerator random) {
    var botId = random.nextLong(7_000_000_000L, 8_000_000_000L);
    return new Account(
        botId + ":AA" + letters(random, 33), // as long as BotFather's
        letters(random, 40),
        random.nextLong(100_000_000L, 999_999_999L));
  }

  private static String letters(RandomGenerator random, int count) {
    var text = new StringBuilder();
    random.ints(count, 0, LETTERS.length()).forEach(i -> text.append(LETTERS.charAt(i)));
    return text.toString();
  }

  /** The user, in the Bot API's words. */
  JsonObject user() {
    var user = new JsonObject();
    user.addProperty("id", userId);
    user.addProperty("first_name", "Ada");
    user.addProperty("language_code", "en");
    return user;
  }

  /** What the user's Mini App is handed when it opens. */
  String initData(Instant now) {
    var fields = new TreeMap<String, String>();
    fields.put("auth_date", Long.toString(now.getEpochSecond()));
    fields.put("query_id", "AAHdemo" + userId);
    fields.put("user", user().toString());
    return InitData.signed(fields, botToken);
  }

  /** For {@code Authorization}. */
  public String asUser(Instant now) {
    return "tma " + initData(now);
  }

  /** For {@code Authorization}. */
  public String asServer() {
    return "Bearer " + serverKey;
  }
}
