package dev.starkeeper.sandbox.bot;

import com.google.gson.JsonObject;

/** How a bot looks to others: made from its id, since nobody registers it. */
public final class BotProfile {
  private BotProfile() {}

  /** The Bot API's {@code User}, as in a message's {@code from}. */
  public static JsonObject asSender(BotToken token) {
    var json = new JsonObject();
    json.addProperty("id", token.botId());
    json.addProperty("is_bot", true);
    json.addProperty("first_name", "Sandbox " + token.botId());
    json.addProperty("username", username(token));
    return json;
  }

  /** What {@code getMe} answers. */
  public static JsonObject asSelf(BotToken token) {
    var json = asSender(token);
    json.addProperty("can_join_groups", true);
    json.addProperty("can_read_all_group_messages", false);
    json.addProperty("supports_inline_queries", false);
    json.addProperty("can_connect_to_business", false);
    json.addProperty("has_main_web_app", false);
    return json;
  }

  private static String username(BotToken token) {
    return "sandbox" + token.botId() + "_bot";
  }
}
