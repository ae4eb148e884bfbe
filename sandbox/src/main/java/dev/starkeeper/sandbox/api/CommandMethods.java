package dev.starkeeper.sandbox.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.starkeeper.sandbox.bot.Bot;
import dev.starkeeper.sandbox.wire.Parameters;
import dev.starkeeper.sandbox.wire.Refusal;
import dev.starkeeper.sandbox.wire.Reply;
import dev.starkeeper.sandbox.wire.StrictJson;
import java.util.regex.Pattern;

/** The menu of commands that clients show beside a bot, by scope and language. */
final class CommandMethods {
  private static final int MAX_COMMANDS = 100;
  private static final int MAX_DESCRIPTION = 256;
  private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,32}");
  private static final Pattern LANGUAGE = Pattern.compile("|[a-z]{2}");

  private CommandMethods() {}

  static Reply setMyCommands(Bot bot, Parameters parameters) {
    var json =
        StrictJson.parse(parameters.text("commands"))
            .orElseThrow(() -> Refusal.badRequest("can't parse commands JSON object"));
    if (!(json instanceof JsonArray commands)) {
      throw Refusal.badRequest("expected an Array of BotCommand");
    }
    if (commands.size() > MAX_COMMANDS) throw Refusal.badRequest("BOT_COMMANDS_TOO_MUCH");
    commands.forEach(command -> check(command instanceof JsonObject o ? o : new JsonObject()));
    bot.menu().put(place(parameters), commands);
    return Reply.ok("true");
  }

  static Reply getMyCommands(Bot bot, Parameters parameters) {
    return Reply.ok(bot.menu().get(place(parameters)).toString());
  }

  private static void check(JsonObject command) {
    if (!NAME.matcher(text(command, "command")).matches()) {
      throw Refusal.badRequest("BOT_COMMAND_INVALID");
    }
    var description = text(command, "description");
    if (description.isEmpty() || description.length() > MAX_DESCRIPTION) {
      throw Refusal.badRequest("BOT_COMMAND_DESCRIPTION_INVALID");
    }
  }

  /** Such as {@code default} or {@code all_private_chats ru}. */
  private static String place(Parameters parameters) {
    var language = parameters.text("language_code");
    if (!LANGUAGE.matcher(language).matches()) {
      throw Refusal.badRequest("invalid language code specified");
    }
    var scope =
        StrictJson.parse(parameters.text("scope")).orElse(new JsonObject())
                instanceof JsonObject object
            ? text(object, "type")
            : "";
    return ((scope.isEmpty() ? "default" : scope) + " " + language).strip();
  }

  private static String text(JsonObject object, String field) {
    return object.get(field) instanceof JsonPrimitive value && value.isString()
        ? value.getAsString()
        : "";
  }
}
