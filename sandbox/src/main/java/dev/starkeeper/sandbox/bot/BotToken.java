package dev.starkeeper.sandbox.bot;

import java.util.Optional;
import java.util.regex.Pattern;

/** A well-formed bot token: the bot's id, a colon, and a secret of at least thirty characters. */
public record BotToken(String value) {
  private static final Pattern WELL_FORMED =
      Pattern.compile("[1-9][0-9]{0,15}:[A-Za-z0-9_-]{30,100}");

  public static Optional<BotToken> parse(String text) {
    return WELL_FORMED.matcher(text).matches() ? Optional.of(new BotToken(text)) : Optional.empty();
  }

  public long botId() {
    return Long.parseLong(value.substring(0, value.indexOf(':')));
  }

  /** Hides the secret. */
  @Override
  public String toString() {
    return botId() + ":…";
  }
}
