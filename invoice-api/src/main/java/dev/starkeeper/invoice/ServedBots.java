package dev.starkeeper.invoice;

import dev.starkeeper.telegram.TelegramConfig;
import java.util.List;

/** All bots that this process sells for. */
record ServedBots(List<ServedBot> all) implements AutoCloseable {
  static ServedBots open(List<TelegramConfig> configs) {
    return new ServedBots(configs.stream().map(ServedBot::of).toList());
  }

  @Override
  public void close() {
    all.forEach(bot -> bot.telegram().close());
  }
}
