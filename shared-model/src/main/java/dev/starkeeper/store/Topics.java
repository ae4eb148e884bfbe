package dev.starkeeper.store;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.InvoiceId;

/** What those who wait for a notification wait for. */
public final class Topics {
  private Topics() {}

  /** {@link InvoiceStore#CHANGED} is notified with it when this invoice changes. */
  public static String invoice(BotId bot, InvoiceId invoice) {
    return bot.value() + ":" + invoice.payload();
  }

  /** A bot's log. */
  public static String events(BotId bot) {
    return Long.toString(bot.value());
  }

  /** The log that a payload of {@link EventStore#APPENDED} is about. */
  public static String eventsOf(String payload) {
    return payload.substring(0, payload.indexOf(':'));
  }
}
