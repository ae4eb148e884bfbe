package dev.starkeeper.sandbox.control;

import com.google.gson.JsonElement;
import dev.starkeeper.sandbox.bot.Bot;
import dev.starkeeper.sandbox.wire.ControlRequest;

/** One control, carried out on one bot. */
@FunctionalInterface
interface Control {
  JsonElement apply(Bot bot, ControlRequest request) throws InterruptedException;
}
