package dev.starkeeper.sandbox.bot;

import com.google.gson.JsonElement;
import dev.starkeeper.sandbox.stars.Invoice;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message of the bot's, as it stands after its edits; {@code invoice} where it offers one. */
public record SentMessage(
    long chatId,
    int messageId,
    Instant sentAt,
    String text,
    @Nullable JsonElement replyMarkup,
    @Nullable Invoice invoice) {

  public SentMessage edited(String newText, @Nullable JsonElement newReplyMarkup) {
    return new SentMessage(chatId, messageId, sentAt, newText, newReplyMarkup, invoice);
  }
}
