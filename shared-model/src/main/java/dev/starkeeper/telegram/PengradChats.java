package dev.starkeeper.telegram;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.Item;
import dev.starkeeper.model.MessageId;
import dev.starkeeper.model.Offer;
import dev.starkeeper.model.Stars;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.telegram.BotApiCalls.Call;
import dev.starkeeper.telegram.BotApiCalls.Limit;
import dev.starkeeper.telegram.ChatMessage.Below;
import dev.starkeeper.telegram.ChatMessage.Button;
import java.util.List;

/** The Bot API's chats, through the calls of {@link PengradTelegram}. */
final class PengradChats implements Chats {
  private static final String NOT_MODIFIED = "message is not modified";

  private final BotApiCalls calls;

  PengradChats(BotApiCalls calls) {
    this.calls = calls;
  }

  @Override
  public MessageId send(TelegramUserId chat, ChatMessage message) {
    var request = new Call("sendMessage").with("chat_id", chat.value());
    return sent(filled(request, message));
  }

  @Override
  public void edit(TelegramUserId chat, MessageId old, ChatMessage message) {
    var request =
        new Call("editMessageText").with("chat_id", chat.value()).with("message_id", old.value());
    try {
      calls.call(Limit.ORDINARY, filled(request, message));
    } catch (TelegramException.Refused e) {
      if (!e.description().contains(NOT_MODIFIED)) throw e;
    }
  }

  @Override
  public MessageId sendInvoice(
      TelegramUserId chat, InvoiceId id, Offer offer, Item item, String startParameter) {
    var price = new JsonObject();
    price.addProperty("label", offer.title());
    price.addProperty("amount", item.stars().amount());
    var prices = new JsonArray();
    prices.add(price);
    var request =
        new Call("sendInvoice")
            .with("chat_id", chat.value())
            .with("title", offer.title())
            .with("description", offer.description())
            .with("payload", id.payload())
            .with("currency", Stars.CURRENCY)
            .with("prices", prices.toString())
            .with("start_parameter", startParameter);
    if (!offer.photo().isNone()) request = request.with("photo_url", offer.photo().value());
    return sent(request);
  }

  @Override
  public void answerCallbackQuery(String queryId, String text) {
    var request = new Call("answerCallbackQuery").with("callback_query_id", queryId);
    calls.call(Limit.ANSWER, text.isEmpty() ? request : request.with("text", text));
  }

  @Override
  public void setMyCommands(String language, List<BotCommand> commands) {
    var list = new JsonArray();
    for (var command : commands) {
      var json = new JsonObject();
      json.addProperty("command", command.name());
      json.addProperty("description", command.description());
      list.add(json);
    }
    var scope = new JsonObject();
    scope.addProperty("type", "all_private_chats"); // it listens nowhere else
    calls.call(
        Limit.ORDINARY,
        new Call("setMyCommands")
            .with("commands", list.toString())
            .with("scope", scope.toString())
            .with("language_code", language));
  }

  private MessageId sent(Call request) {
    if (calls.object(request).get("message_id") instanceof JsonPrimitive id && id.isNumber()) {
      return new MessageId(id.getAsInt());
    }
    throw new TelegramException.Unreachable(request.getMethod(), "the answer is no message");
  }

  private static Call filled(Call request, ChatMessage message) {
    var call = request.with("text", message.text());
    return switch (message.below()) {
      case Below.Nothing _ -> call;
      case Below.AskForReply(var placeholder) -> {
        var markup = new JsonObject();
        markup.addProperty("force_reply", true);
        markup.addProperty("input_field_placeholder", placeholder);
        yield call.with("reply_markup", markup.toString());
      }
      case Below.Buttons(var rows) -> {
        var keyboard = new JsonArray();
        rows.forEach(row -> keyboard.add(row(row)));
        var markup = new JsonObject();
        markup.add("inline_keyboard", keyboard);
        yield call.with("reply_markup", markup.toString());
      }
    };
  }

  private static JsonArray row(List<Button> buttons) {
    var row = new JsonArray();
    buttons.forEach(button -> row.add(json(button)));
    return row;
  }

  private static JsonObject json(Button button) {
    var json = new JsonObject();
    json.addProperty("text", button.label());
    switch (button) {
      case Button.Link(_, var url) -> json.addProperty("url", url);
      case Button.Press(_, var data) -> json.addProperty("callback_data", data);
      case Button.App(_, var url) -> {
        var app = new JsonObject();
        app.addProperty("url", url);
        json.add("web_app", app);
      }
    }
    return json;
  }
}
