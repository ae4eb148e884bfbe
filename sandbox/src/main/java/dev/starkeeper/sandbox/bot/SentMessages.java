package dev.starkeeper.sandbox.bot;

import com.google.gson.JsonElement;
import dev.starkeeper.sandbox.stars.Invoice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one bot wrote, each message as it stands now. */
public final class SentMessages {
  private final Map<Integer, SentMessage> byId = new HashMap<>();
  private final List<Integer> order = new ArrayList<>();
  private int lastMessageId;

  /** The messages of one bot are numbered across all its private chats, incoming ones included. */
  synchronized int nextMessageId() {
    return ++lastMessageId;
  }

  public synchronized SentMessage send(
      long chatId,
      String text,
      @Nullable JsonElement replyMarkup,
      @Nullable Invoice invoice,
      Instant now) {
    var dates = new SentMessage.Dates(now, null);
    var message = new SentMessage(chatId, nextMessageId(), dates, text, replyMarkup, invoice);
    byId.put(message.messageId(), message);
    order.add(message.messageId());
    return message;
  }

  public synchronized Optional<SentMessage> find(long chatId, int messageId) {
    return Optional.ofNullable(byId.get(messageId)).filter(found -> found.chatId() == chatId);
  }

  public synchronized void replace(SentMessage edited) {
    byId.put(edited.messageId(), edited);
  }

  public synchronized List<SentMessage> newest(int limit) {
    var from = Math.max(0, order.size() - limit);
    return order.subList(from, order.size()).reversed().stream()
        .map(byId::get)
        .filter(Objects::nonNull)
        .toList();
  }

  public synchronized int count() {
    return order.size();
  }
}
