package dev.starkeeper.model;

/** The Bot API's id of a bot: the digits before the colon of its token. */
public record BotId(long value) {
  public BotId {
    if (value < 1) throw new IllegalArgumentException("not a bot's id: " + value);
  }
}
