package dev.starkeeper.sandbox.api;

import dev.starkeeper.sandbox.bot.Bot;
import dev.starkeeper.sandbox.wire.Parameters;
import dev.starkeeper.sandbox.wire.Reply;

/** One method of the Bot API; refusals are thrown. */
@FunctionalInterface
interface BotMethod {
  Reply call(Bot bot, Parameters parameters) throws InterruptedException;
}
