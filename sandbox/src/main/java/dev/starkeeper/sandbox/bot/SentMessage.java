package dev.starkeeper.sandbox.bot;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.starkeeper.sandbox.stars.Invoice;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message of the bot's, as it stands after its edits; {@code invoice} where it offers one. */
public record SentMessage(
    long chatId,
    int messageId,
    Dates dates,
    String text,
    @Nullable JsonElement replyMarkup,
    @Nullable Invoice invoice) {

  /** When it was written, and when it was edited last. */
  public record Dates(Instant sentAt, @Nullable Instant editedAt) {}

  public Instant sentAt() {
    return dates.sentAt();
  }

  public SentMessage edited(String newText, @Nullable JsonElement newReplyMarkup, Instant now) {
    var edited = new Dates(sentAt(), now);
    return new SentMessage(chatId, messageId, edited, newText, newReplyMarkup, invoice);
  }

  /** Whether a button that says {@code data} to the bot stands under it. */
  public boolean hasButton(String data) {
    return replyMarkup instanceof JsonObject markup
        && markup.get("inline_keyboard") instanceof JsonArray rows
        && rows.asList().stream()
            .flatMap(row -> row.getAsJsonArray().asList().stream())
            .map(button -> button.getAsJsonObject().get("callback_data"))
            .anyMatch(new JsonPrimitive(data)::equals);
  }
}
