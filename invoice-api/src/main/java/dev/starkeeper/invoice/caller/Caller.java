package dev.starkeeper.invoice.caller;

import dev.starkeeper.model.TelegramUser;

/** Somebody whose identity has been checked. */
public sealed interface Caller {
  /** A customer in the Mini App; Telegram says it is he. */
  record MiniApp(TelegramUser user) implements Caller {}

  /**
   * A server of the merchant.
   *
   * @param key its key's name
   */
  record Server(String key) implements Caller {}

  /** As logs and the database name him: {@code customer:42} or {@code server:shop}. */
  default String name() {
    return switch (this) {
      case MiniApp(var user) -> "customer:" + user.id().value();
      case Server(var key) -> "server:" + key;
    };
  }
}
