package dev.starkeeper.sandbox.bot;

import java.time.Duration;

/**
 * How long Telegram waits.
 *
 * @param preCheckoutTimeout for the bot's answer to a pre-checkout query
 * @param pollPacing before it answers a poller that repeats itself or collides with another; zero
 *     answers at once
 */
public record Timing(Duration preCheckoutTimeout, Duration pollPacing) {
  public static final Timing TELEGRAMS_OWN =
      new Timing(Duration.ofSeconds(10), Duration.ofSeconds(3));
}
