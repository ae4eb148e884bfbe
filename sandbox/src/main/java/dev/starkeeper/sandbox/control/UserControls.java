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

  static JsonElement block(Bot bot, ControlRequest request) {
    var body = Fields.of(request.body()).onlyThese("user", "blocked");
    bot.chats().block(UserFields.read(body).id(), body.flag("blocked"));
    return Controls.done();
  }
}
