package dev.starkeeper.invoice;

import dev.starkeeper.sale.Bot;
import dev.starkeeper.telegram.BotToken;
import dev.starkeeper.telegram.PengradTelegram;
import dev.starkeeper.telegram.TelegramConfig;

/** A bot that is sold for, with the secret that proves who its customers are. */
record ServedBot(BotToken token, PengradTelegram telegram) {
  static ServedBot of(TelegramConfig config) {
    return new ServedBot(config.token(), new PengradTelegram(config));
  }

  Bot bot() {
    return new Bot(token.botId(), telegram);
  }
}
