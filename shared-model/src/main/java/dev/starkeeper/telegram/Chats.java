package dev.starkeeper.telegram;

import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.Item;
import dev.starkeeper.model.MessageId;
import dev.starkeeper.model.Offer;
import dev.starkeeper.model.TelegramUserId;
import java.util.List;

/**
 * What the bot writes in its private chats. Every method blocks, and throws {@link
 * TelegramException}. After {@link TelegramException.Unreachable} a message may be there all the
 * same: asking again may send it twice.
 */
public interface Chats {
  MessageId send(TelegramUserId chat, ChatMessage message);

  /** Puts {@code message} in the place of one that the bot sent. That it is so already is fine. */
  void edit(TelegramUserId chat, MessageId old, ChatMessage message);

  /**
   * An invoice with a button to pay it; not of a subscription, which only links can sell.
   *
   * @param startParameter 1 to 64 of {@code A-Za-z0-9_-}: in a forwarded copy the button opens the
   *     bot with it. Without one anybody could pay the copy.
   */
  MessageId sendInvoice(
      TelegramUserId chat, InvoiceId id, Offer offer, Item item, String startParameter);

  /** Ends the waiting of whoever pressed a button; {@code text} is shown to him, unless empty. */
  void answerCallbackQuery(String queryId, String text);

  /** What the menu says to those who use {@code language}, or to all others if that is empty. */
  void setMyCommands(String language, List<BotCommand> commands);
}
