package dev.starkeeper.invoice.caller;

import dev.starkeeper.model.TelegramUser;
import java.time.Instant;

/** What init data turned out to be. */
public sealed interface InitDataVerdict {
  record Genuine(TelegramUser user) implements InitDataVerdict {}

  /** Genuine once, and too old now. */
  record Expired(Instant authDate) implements InitDataVerdict {}

  /** Not Telegram's, or not made for this bot. {@code why} holds no value from it. */
  record Invalid(String why) implements InitDataVerdict {}
}
