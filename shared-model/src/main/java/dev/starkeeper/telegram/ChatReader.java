package dev.starkeeper.telegram;

import static dev.starkeeper.telegram.Fields.number;
import static dev.starkeeper.telegram.Fields.object;
import static dev.starkeeper.telegram.Fields.storable;
import static dev.starkeeper.telegram.Fields.text;
import static dev.starkeeper.telegram.Fields.user;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.starkeeper.model.ChatUpdate;
import dev.starkeeper.model.ChatUpdate.Deed;
import dev.starkeeper.model.MessageId;

/**
 * Reads what somebody did in his private chat with the bot. No money depends on it: what is not as
 * it should be, or comes from a group, is not for us.
 */
final class ChatReader {
  private static final int LONGEST = 4096; // Telegram's own limit
  private static final int LONGEST_DATA = 64; // the same

  private ChatReader() {}

  static Update.Content wrote(long id, JsonObject message) {
    try {
      var from = object(message, "from");
      var words = storable(text(message, "text"));
      if (!isPrivate(message, from) || words.isBlank() || words.length() > LONGEST) {
        return new Update.Content.NotForUs();
      }
      return new Update.Content.Chatted(new ChatUpdate(id, user(from), new Deed.Wrote(words)));
    } catch (IllegalArgumentException e) {
      return new Update.Content.NotForUs(); // a photo, say
    }
  }

  static Update.Content pressed(long id, JsonElement json) {
    try {
      if (!(json instanceof JsonObject query)) return new Update.Content.NotForUs();
      var message = object(query, "message");
      var from = object(query, "from");
      var data = storable(text(query, "data"));
      if (!isPrivate(message, from) || data.isBlank() || data.length() > LONGEST_DATA) {
        return new Update.Content.NotForUs();
      }
      var place = new MessageId(Math.toIntExact(number(message, "message_id")));
      var deed = new Deed.Pressed(storable(text(query, "id")), place, data);
      return new Update.Content.Chatted(new ChatUpdate(id, user(from), deed));
    } catch (IllegalArgumentException | ArithmeticException e) {
      return new Update.Content.NotForUs();
    }
  }

  private static boolean isPrivate(JsonObject message, JsonObject from) {
    var chat = object(message, "chat");
    var isBot = from.get("is_bot") instanceof JsonPrimitive flag && flag.getAsBoolean();
    return text(chat, "type").equals("private")
        && number(chat, "id") == number(from, "id")
        && !isBot;
  }
}
