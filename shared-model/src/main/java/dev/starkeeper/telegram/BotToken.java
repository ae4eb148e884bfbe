package dev.starkeeper.telegram;

import dev.starkeeper.model.BotId;
import java.util.regex.Pattern;

/** A bot's secret. It never prints itself. */
public record BotToken(String value) {
  private static final Pattern FORM = Pattern.compile("[1-9][0-9]{0,15}:[A-Za-z0-9_-]{30,64}");

  public BotToken {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "not of the form 123456789:AA…, as BotFather gives it (value hidden)");
    }
  }

  public BotId botId() {
    return new BotId(Long.parseLong(value.substring(0, value.indexOf(':'))));
  }

  /** Hides the secret. */
  @Override
  public String toString() {
    return "BotToken[" + botId().value() + ":…]";
  }
}
