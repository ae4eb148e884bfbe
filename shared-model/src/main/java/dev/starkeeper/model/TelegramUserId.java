package dev.starkeeper.model;

/** The Bot API's {@code User.id}: up to 52 significant bits. */
public record TelegramUserId(long value) {
  public TelegramUserId {
    if (value < 1) throw new IllegalArgumentException("not a user's id: " + value);
  }
}
