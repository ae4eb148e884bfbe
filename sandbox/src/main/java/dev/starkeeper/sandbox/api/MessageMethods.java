package dev.starkeeper.sandbox.api;

import com.google.gson.JsonObject;
import dev.starkeeper.sandbox.bot.Bot;
import dev.starkeeper.sandbox.bot.BotProfile;
import dev.starkeeper.sandbox.wire.Parameters;
import dev.starkeeper.sandbox.wire.Refusal;
import dev.starkeeper.sandbox.wire.Reply;
import java.util.Objects;

/** The bot's side of its chats. */
final class MessageMethods {
  private static final int MAX_TEXT = 4096;
  private static final String NO_TEXT = "there is no text in the message to edit";
  private static final String NOT_MODIFIED =
      "message is not modified: specified new message content and reply markup are exactly "
          + "the same as a current content and reply markup of the message";

  private MessageMethods() {}

  static Reply getMe(Bot bot, Parameters parameters) {
    return Reply.ok(BotProfile.asSelf(bot.token()).toString());
  }

  static Reply sendMessage(Bot bot, Parameters parameters) {
    var text = text(parameters);
    var replyMarkup = ReplyMarkup.read(parameters);
    var chat = ChatParameter.read(bot, parameters);
    var message = bot.messages().send(chat.id(), text, replyMarkup, null, bot.now());
    return Reply.ok(MessageShape.of(bot, chat, message).toString());
  }

  static Reply editMessageText(Bot bot, Parameters parameters) {
    var text = text(parameters);
    var replyMarkup = ReplyMarkup.read(parameters);
    var chat = ChatParameter.read(bot, parameters);
    var messageId = parameters.integer("message_id", 0, 0, Integer.MAX_VALUE);
    if (messageId == 0) throw Refusal.badRequest("message identifier is not specified");
    var message =
        bot.messages()
            .find(chat.id(), messageId)
            .orElseThrow(() -> Refusal.badRequest("message to edit not found"));
    if (message.invoice() != null) throw Refusal.badRequest(NO_TEXT);
    if (message.replyMarkup() instanceof JsonObject markup && markup.has("force_reply")) {
      throw Refusal.badRequest("message can't be edited");
    }
    if (message.text().equals(text) && Objects.equals(message.replyMarkup(), replyMarkup)) {
      throw Refusal.badRequest(NOT_MODIFIED);
    }
    var edited = message.edited(text, replyMarkup, bot.now());
    bot.messages().replace(edited);
    var json = MessageShape.of(bot, chat, edited);
    json.addProperty("edit_date", bot.now().getEpochSecond());
    return Reply.ok(json.toString());
  }

  private static String text(Parameters parameters) {
    var text = parameters.text("text");
    if (!parameters.isUtf8("text")) throw Refusal.badRequest("strings must be encoded in UTF-8");
    if (text.isBlank()) throw Refusal.badRequest("message text is empty");
    if (text.length() > MAX_TEXT) throw Refusal.badRequest("message is too long");
    return text;
  }

  static Reply answerCallbackQuery(Bot bot, Parameters parameters) {
    if (!bot.chats().answerPress(parameters.text("callback_query_id"))) {
      throw Refusal.badRequest(StarMethods.QUERY_IS_TOO_OLD);
    }
    return Reply.ok("true");
  }
}
