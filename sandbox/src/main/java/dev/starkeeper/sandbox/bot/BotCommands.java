package dev.starkeeper.sandbox.bot;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.regex.Pattern;

/** Finds the commands in what a user writes. */
final class BotCommands {
  private static final Pattern COMMAND =
      Pattern.compile("(?<!\\S)/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?!\\S)");

  private BotCommands() {}

  /** The Bot API's {@code MessageEntity} for each. */
  static JsonArray in(String text) {
    var entities = new JsonArray();
    COMMAND
        .matcher(text)
        .results()
        .forEach(found -> {
          var entity = new JsonObject();
          entity.addProperty("offset", found.start());
          entity.addProperty("length", found.end() - found.start());
          entity.addProperty("type", "bot_command");
          entities.add(entity);
        });
    return entities;
  }
}
