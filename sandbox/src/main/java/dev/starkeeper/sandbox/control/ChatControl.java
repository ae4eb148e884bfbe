package dev.starkeeper.sandbox.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.starkeeper.sandbox.bot.Bot;
import dev.starkeeper.sandbox.bot.Heard;
import dev.starkeeper.sandbox.bot.SentMessage;
import dev.starkeeper.sandbox.wire.ControlRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Shows one user's chat with the bot as he sees it, both sides of it. */
final class ChatControl {
  private static final int LOOKED_AT = 2_000; // of the newest messages of all the bot's chats
  private static final List<String> WHAT_WAS_SAID =
      List.of("text", "successful_payment", "refunded_payment");

  private ChatControl() {}

  private record Line(int messageId, JsonObject json) {}

  static JsonElement show(Bot bot, ControlRequest request) {
    var userId = request.query().number("user");
    if (userId <= 0) throw new UnusableControl("Say whose chat: &user=42.");
    var sent =
        bot.messages().newest(LOOKED_AT).stream()
            .filter(message -> message.chatId() == userId)
            .map(ChatControl::sent);
    var heard = bot.heard().in(userId).stream().map(message -> heard(message, userId));
    var messages = new JsonArray();
    Stream.concat(sent, heard)
        .sorted(Comparator.comparingInt(Line::messageId))
        .forEach(line -> messages.add(line.json()));
    var json = new JsonObject();
    json.addProperty("userId", userId);
    json.addProperty("blocked", bot.chats().hasBlocked(userId));
    json.add("menuButton", bot.menuButtons().get(userId));
    json.add("messages", messages);
    return json;
  }

  private static Line sent(SentMessage message) {
    var json = StateShapes.message(message);
    json.addProperty("from", "bot");
    var invoice = message.invoice();
    if (invoice != null) json.add("invoice", InvoiceControl.toBuyer(invoice));
    return new Line(message.messageId(), json);
  }

  private static Line heard(Heard.Message message, long userId) {
    var json = new JsonObject();
    json.addProperty("chatId", userId);
    json.addProperty("messageId", message.messageId());
    var isFromUser = message.json().getAsJsonObject("from").get("id").getAsLong() == userId;
    json.addProperty("from", isFromUser ? "user" : "bot");
    for (var field : WHAT_WAS_SAID) {
      if (message.json().has(field)) json.add(inOurSpelling(field), message.json().get(field));
    }
    var sentAt = Instant.ofEpochSecond(message.json().get("date").getAsLong());
    json.addProperty("sentAt", sentAt.toString());
    return new Line(message.messageId(), json);
  }

  private static String inOurSpelling(String field) {
    return switch (field) {
      case "successful_payment" -> "payment";
      case "refunded_payment" -> "refund";
      default -> field;
    };
  }
}
