package dev.starkeeper.bot.chat;

import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.Item;
import dev.starkeeper.model.MessageId;
import dev.starkeeper.model.Offer;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.telegram.BotCommand;
import dev.starkeeper.telegram.ChatMessage;
import dev.starkeeper.telegram.Chats;
import dev.starkeeper.telegram.TelegramException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * Chats at the pace that Telegram allows, for all senders of this process. Who would have to wait
 * long is told to come back: his task is put off, and its thread does another.
 */
public final class PacedChats implements Chats {
  /** Lets time go by. */
  @FunctionalInterface
  public interface Rest {
    Rest SLEEPING = Thread::sleep;

    void rest(Duration pause) throws InterruptedException;
  }

  private static final Duration PATIENCE = Duration.ofMillis(1_200); // a second, and a little

  private final Chats chats;
  private final InstantSource clock;
  private final Rest rest;
  private final SendPace pace = new SendPace();

  public PacedChats(Chats chats, InstantSource clock, Rest rest) {
    this.chats = chats;
    this.clock = clock;
    this.rest = rest;
  }

  @Override
  public MessageId send(TelegramUserId chat, ChatMessage message) {
    return paced("sendMessage", chat, () -> chats.send(chat, message));
  }

  @Override
  public void edit(TelegramUserId chat, MessageId old, ChatMessage message) {
    paced(
        "editMessageText",
        chat,
        () -> {
          chats.edit(chat, old, message);
          return old;
        });
  }

  @Override
  public MessageId sendInvoice(
      TelegramUserId chat, InvoiceId id, Offer offer, Item item, String startParameter) {
    return paced(
        "sendInvoice", chat, () -> chats.sendInvoice(chat, id, offer, item, startParameter));
  }

  /** No message, and somebody waits for it. */
  @Override
  public void answerCallbackQuery(String queryId, String text) {
    chats.answerCallbackQuery(queryId, text);
  }

  @Override
  public void setMyCommands(String language, List<BotCommand> commands) {
    chats.setMyCommands(language, commands);
  }

  private MessageId paced(String method, TelegramUserId chat, Supplier<MessageId> work) {
    var wait = pace.take(chat, clock.instant(), PATIENCE);
    if (wait.compareTo(PATIENCE) > 0) throw new TelegramException.TooManyRequests(method, wait);
    await(method, wait);
    try {
      return work.get();
    } catch (TelegramException.TooManyRequests e) {
      pace.hold(clock.instant().plus(e.retryAfter()));
      throw e;
    }
  }

  private void await(String method, Duration wait) {
    if (wait.isZero()) return;
    try {
      rest.rest(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TelegramException.Unreachable(method, "asked to stop");
    }
  }
}
