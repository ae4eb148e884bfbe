package dev.starkeeper.model;

/** The Bot API's {@code User.id}: up to 52 significant bits. */
public record TelegramUserId(long value) {
  /** The largest with 52 bits. */
  public static final long MOST = (1L << 52) - 1;

  public TelegramUserId {
    if (value < 1) throw new IllegalArgumentException("not a user's id: " + value);
  }
}
