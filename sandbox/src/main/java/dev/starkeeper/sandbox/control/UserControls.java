package dev.starkeeper.sandbox.control;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.starkeeper.sandbox.bot.Bot;
import dev.starkeeper.sandbox.wire.ControlRequest;

/** What a user does besides paying. */
final class UserControls {
  private UserControls() {}

  static JsonElement write(Bot bot, ControlRequest request) {
    var body = Fields.of(request.body()).onlyThese("user", "text");
    var id = bot.receive(UserFields.read(body), body.text("text"));
    var answer = new JsonObject();
    answer.addProperty("delivered", id.isPresent());
    id.ifPresent(value -> answer.addProperty("updateId", value));
    return answer;
  }

  /** The button must be there: nobody can press one that is not. */
  static JsonElement press(Bot bot, ControlRequest request) {
    var body = Fields.of(request.body()).onlyThese("user", "messageId", "data");
    var user = UserFields.read(body);
    var messageId = (int) body.number("messageId", 1, Integer.MAX_VALUE);
    var data = body.text("data");
    var message =
        bot.messages()
            .find(user.id(), messageId)
            .orElseThrow(() -> UnusableControl.unknown("The user's chat has no such message."));
    if (!message.hasButton(data)) {
      throw UnusableControl.impossible("No button under the message says \"" + data + "\".");
    }
    var id = bot.press(user, message, data);
    var answer = new JsonObject();
    answer.addProperty("delivered", id.isPresent());
    id.ifPresent(value -> answer.addProperty("updateId", value));
    return answer;
  }

  static JsonElement block(Bot bot, ControlRequest request) {
    var body = Fields.of(request.body()).onlyThese("user", "blocked");
    bot.chats().block(UserFields.read(body).id(), body.flag("blocked"));
    return Controls.done();
  }
}
