package dev.starkeeper.sandbox.api;

import com.google.gson.JsonObject;
import dev.starkeeper.sandbox.bot.Bot;
import dev.starkeeper.sandbox.bot.BotProfile;
import dev.starkeeper.sandbox.bot.SentMessage;
import dev.starkeeper.sandbox.stars.User;

/** The Bot API's {@code Message}, for what the bot itself wrote. */
final class MessageShape {
  private static final String INLINE = "inline_keyboard";

  private MessageShape() {}

  static JsonObject of(Bot bot, User chat, SentMessage message) {
    var json = new JsonObject();
    json.addProperty("message_id", message.messageId());
    json.add("from", BotProfile.asSender(bot.token()));
    json.add("chat", chat.toChatJson());
    json.addProperty("date", message.sentAt().getEpochSecond());
    var invoice = message.invoice();
    if (invoice == null) json.addProperty("text", message.text());
    else json.add("invoice", invoice.terms().toJson());
    // Telegram shows inline keyboards only; the other kinds are the receiving client's business.
    if (message.replyMarkup() instanceof JsonObject markup && markup.has(INLINE)) {
      json.add("reply_markup", markup);
    }
    return json;
  }
}
