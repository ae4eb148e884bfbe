package dev.starkeeper.sandbox.bot;

import com.google.gson.JsonObject;
import java.util.ArrayDeque;
import java.util.List;

/** What the bot did not write itself in its chats: users' words, payments, refunds. */
public final class Heard {
  private static final int KEPT = 1000; // for a person to look at; the books know every payment

  private final ArrayDeque<Message> newest = new ArrayDeque<>();

  /** {@code json} is the Bot API's {@code Message}, which nobody changes any more. */
  public record Message(long chatId, int messageId, JsonObject json) {}

  synchronized void add(Message message) {
    newest.addLast(message);
    if (newest.size() > KEPT) newest.removeFirst();
  }

  /** Those of one chat that are kept, the oldest first. */
  public synchronized List<Message> in(long chatId) {
    return newest.stream().filter(message -> message.chatId() == chatId).toList();
  }
}
