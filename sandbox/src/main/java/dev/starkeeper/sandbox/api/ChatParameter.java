package dev.starkeeper.sandbox.api;

import dev.starkeeper.sandbox.bot.Bot;
import dev.starkeeper.sandbox.stars.User;
import dev.starkeeper.sandbox.wire.Parameters;
import dev.starkeeper.sandbox.wire.Refusal;

/** Finds the private chat a bot wants to write into. */
final class ChatParameter {
  private ChatParameter() {}

  static User read(Bot bot, Parameters parameters) {
    if (!parameters.has("chat_id")) throw Refusal.badRequest("chat_id is empty");
    var user =
        bot.chats()
            .user(parameters.number("chat_id"))
            .orElseThrow(() -> Refusal.badRequest("chat not found"));
    if (bot.chats().hasBlocked(user.id())) throw Refusal.forbidden("bot was blocked by the user");
    return user;
  }
}
