package dev.starkeeper.soak.book;

import java.util.List;

/**
 * What Telegram has in its books at one moment.
 *
 * @param refunded charge ids, one for each refund
 * @param balance the bot's Stars
 * @param unconfirmed updates that nobody has confirmed yet
 */
public record TelegramBook(
    List<Charge> charges, List<String> refunded, long balance, long unconfirmed) {

  /**
   * Stars that moved.
   *
   * @param payload names the invoice
   */
  public record Charge(String id, long payer, long stars, String payload) {}
}
