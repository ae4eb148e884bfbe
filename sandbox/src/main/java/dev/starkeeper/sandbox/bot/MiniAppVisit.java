package dev.starkeeper.sandbox.bot;

import com.google.gson.JsonObject;
import dev.starkeeper.sandbox.stars.User;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.TreeMap;

/** A user who opens a bot's Mini App, of which the app is told by init data. */
public record MiniAppVisit(User user, String startParameter, Instant at) {

  /**
   * Signed with the token of that bot. With a start parameter he came by a link to the app, whose
   * init data tells of a chat; otherwise by a button, whose init data names a query.
   */
  public String initData(BotToken token) {
    var fields = new TreeMap<String, String>();
    fields.put("auth_date", Long.toString(at.getEpochSecond()));
    fields.put("user", webAppUser().toString());
    if (startParameter.isEmpty()) {
      fields.put("query_id", "AAHsandbox" + user.id());
    } else {
      fields.put("chat_instance", Long.toString(user.id()));
      fields.put("chat_type", "private");
      fields.put("start_param", startParameter);
    }
    fields.put("signature", signature(fields.toString()));
    return InitData.signed(fields, token.value());
  }

  /** The Bot API's {@code WebAppUser}. */
  private JsonObject webAppUser() {
    var json = user.toJson();
    json.remove("is_bot");
    json.addProperty("allows_write_to_pm", true);
    return json;
  }

  /**
   * As long as Telegram's for third parties, whose key only Telegram has: libraries want the field
   * to be there, and whoever checks it finds that it is not Telegram's.
   */
  private static String signature(String of) {
    try {
      var digest = MessageDigest.getInstance("SHA-512");
      var bytes = digest.digest(of.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-512", e);
    }
  }
}
