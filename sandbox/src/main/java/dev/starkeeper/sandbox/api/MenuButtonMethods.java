package dev.starkeeper.sandbox.api;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.starkeeper.sandbox.bot.Bot;
import dev.starkeeper.sandbox.bot.MenuButtons;
import dev.starkeeper.sandbox.wire.Parameters;
import dev.starkeeper.sandbox.wire.Refusal;
import dev.starkeeper.sandbox.wire.Reply;
import dev.starkeeper.sandbox.wire.StrictJson;

/** The button beside the text field, which can open a Mini App. */
final class MenuButtonMethods {
  private MenuButtonMethods() {}

  static Reply setChatMenuButton(Bot bot, Parameters parameters) {
    var place = place(bot, parameters);
    var button = button(parameters);
    switch (text(button, "type")) {
      case "default" -> bot.menuButtons().remove(place);
      case "commands" -> bot.menuButtons().put(place, button);
      case "web_app" -> bot.menuButtons().put(place, checked(button));
      default -> throw Refusal.badRequest("can't parse menu button: Unallowed menu button type");
    }
    return Reply.ok("true");
  }

  static Reply getChatMenuButton(Bot bot, Parameters parameters) {
    return Reply.ok(bot.menuButtons().get(place(bot, parameters)).toString());
  }

  private static long place(Bot bot, Parameters parameters) {
    return parameters.has("chat_id")
        ? ChatParameter.read(bot, parameters).id()
        : MenuButtons.EVERYWHERE;
  }

  private static JsonObject button(Parameters parameters) {
    if (!parameters.has("menu_button")) {
      var none = new JsonObject();
      none.addProperty("type", "default");
      return none;
    }
    var json = StrictJson.parse(parameters.text("menu_button"));
    if (json.isPresent() && json.get() instanceof JsonObject button) return button;
    throw Refusal.badRequest("can't parse menu button JSON object");
  }

  private static JsonObject checked(JsonObject button) {
    if (text(button, "text").isEmpty()) {
      throw Refusal.badRequest("can't parse menu button: Can't find field \"text\"");
    }
    var url = button.get("web_app") instanceof JsonObject app ? text(app, "url") : "";
    InlineKeyboard.checkApp(url, "menu button");
    return button;
  }

  private static String text(JsonObject object, String field) {
    return object.get(field) instanceof JsonPrimitive value && value.isString()
        ? value.getAsString()
        : "";
  }
}
