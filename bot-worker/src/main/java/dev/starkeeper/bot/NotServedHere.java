package dev.starkeeper.bot;

import dev.starkeeper.model.BotId;

/** The work is for a bot that another worker serves and this one does not. */
final class NotServedHere extends RuntimeException {
  NotServedHere(BotId bot) {
    super("bot " + bot.value() + " is not among BOT_TOKENS here");
  }
}
