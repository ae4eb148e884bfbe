package dev.starkeeper.sandbox.bot;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.starkeeper.sandbox.stars.User;
import dev.starkeeper.sandbox.updates.Mailbox;
import dev.starkeeper.sandbox.updates.UpdateKind;
import java.util.OptionalInt;

/** Queues updates that a test wrote by hand, however odd; the bot can react to what they ask. */
public record ForeignUpdates(Bot bot) {
  private static final String ID = "update_id";

  /** An update without an id of its own gets the next one. Returns the queue's id for it. */
  public OptionalInt push(JsonObject update) {
    learnFrom(update);
    var kind = UpdateKind.of(update).orElse(UpdateKind.MESSAGE);
    return bot.mailbox().push(kind, wantedId(update), id -> text(update, id));
  }

  /** {@code json} stands among the updates exactly as it is, valid or not. */
  public OptionalInt pushRaw(String json) {
    return bot.mailbox().push(UpdateKind.MESSAGE, OptionalInt.empty(), _ -> json);
  }

  private static String text(JsonObject update, int id) {
    if (update.has(ID)) return update.toString();
    var members = update.toString().substring(1);
    return "{\"" + ID + "\":" + id + (members.equals("}") ? "" : ",") + members;
  }

  private static OptionalInt wantedId(JsonObject update) {
    var id = LenientJson.number(update, ID);
    return id >= 1 && id <= Mailbox.MAX_UPDATE_ID ? OptionalInt.of((int) id) : OptionalInt.empty();
  }

  private void learnFrom(JsonObject update) {
    update.asMap().values().forEach(this::meet);
    var preCheckout = LenientJson.text(update.get("pre_checkout_query"), "id");
    if (!preCheckout.isEmpty()) bot.preCheckouts().ask(preCheckout);
    var callback = LenientJson.text(update.get("callback_query"), "id");
    if (!callback.isEmpty()) bot.chats().press(callback);
  }

  private void meet(JsonElement content) {
    if (!(content instanceof JsonObject object)) return;
    if (!(object.get("from") instanceof JsonObject from)) return;
    var id = LenientJson.number(from, "id");
    if (id <= 0 || bot.chats().user(id).isPresent()) return;
    var name = LenientJson.text(from, "first_name");
    var language = LenientJson.text(from, "language_code");
    bot.chats().meet(new User(id, name, null, null, language.isEmpty() ? null : language, false));
  }
}
