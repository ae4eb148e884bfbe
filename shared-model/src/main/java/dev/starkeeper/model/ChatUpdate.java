package dev.starkeeper.model;

/** What somebody did in his own chat with the bot, where nobody else reads. */
public record ChatUpdate(long updateId, TelegramUser from, Deed deed) {
  /** He wrote, or pressed a button under one of the bot's messages. */
  public sealed interface Deed {
    /** A text of at most 4096 characters. */
    record Wrote(String text) implements Deed {}

    /**
     * A button.
     *
     * @param queryId Telegram shows him that it works until this is answered
     * @param data what the bot had put behind the button, at most 64 bytes
     */
    record Pressed(String queryId, MessageId message, String data) implements Deed {}
  }
}
