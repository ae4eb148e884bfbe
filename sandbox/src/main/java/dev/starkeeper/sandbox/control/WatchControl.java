package dev.starkeeper.sandbox.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.starkeeper.sandbox.bot.Bot;
import dev.starkeeper.sandbox.wire.ControlRequest;
import java.time.Duration;

/** Tells what happens to the bot: its calls, its updates, the controls that change it. */
final class WatchControl {
  private static final int LONGEST_WAIT = 50; // seconds, as getUpdates

  private WatchControl() {}

  static JsonElement show(Bot bot, ControlRequest request) throws InterruptedException {
    var wait = Duration.ofSeconds(request.query().integer("wait", 0, 0, LONGEST_WAIT));
    var news = bot.watch().after(request.query().text("after"), wait);
    var json = new JsonObject();
    json.addProperty("cursor", news.cursor());
    json.addProperty("restarted", news.restarted());
    json.addProperty("missed", news.missed());
    var calls = new JsonArray();
    news.happenings().forEach(calls::add);
    json.add("calls", calls);
    return json;
  }
}
