package dev.starkeeper.telegram;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Set;

/** What Telegram tells of people and chats beside their ids. Our books have no use for it. */
final class Names {
  /** Of the Bot API's {@code User} and {@code Chat}. */
  private static final Set<String> FIELDS =
      Set.of("first_name", "last_name", "username", "title", "language_code");

  private Names() {}

  /** A copy without them, wherever they were. */
  static JsonElement without(JsonElement json) {
    var copy = json.deepCopy();
    remove(copy);
    return copy;
  }

  private static void remove(JsonElement json) {
    if (json instanceof JsonObject object) {
      object.keySet().removeAll(FIELDS);
      object.asMap().values().forEach(Names::remove);
    } else if (json instanceof JsonArray array) {
      array.forEach(Names::remove);
    }
  }
}
