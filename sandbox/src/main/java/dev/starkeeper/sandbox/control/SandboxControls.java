package dev.starkeeper.sandbox.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.starkeeper.sandbox.bot.Bot;
import dev.starkeeper.sandbox.bot.BotProfile;
import dev.starkeeper.sandbox.bot.Bots;
import dev.starkeeper.sandbox.bot.MiniAppVisit;
import dev.starkeeper.sandbox.bot.Randomness;
import dev.starkeeper.sandbox.wire.ControlRequest;

/** The controls that need more than the one bot. */
record SandboxControls(Bots bots) {

  /** All bots with their tokens: there are no secrets here, as no token is worth anything. */
  JsonElement list() {
    var list = new JsonArray();
    for (var token : bots.tokens()) {
      var bot = BotProfile.asSender(token);
      bot.remove("is_bot");
      bot.addProperty("token", token.value());
      list.add(bot);
    }
    var json = new JsonObject();
    json.add("bots", list);
    return json;
  }

  /** Dated by the sandbox's clock, since whoever checks the date does not know the bot's. */
  JsonElement initData(Bot bot, ControlRequest request) {
    var body = Fields.of(request.body()).onlyThese("user", "startParam");
    var user = UserFields.read(body);
    var startParameter = body.optionalText("startParam").orElse("");
    var visit = new MiniAppVisit(user, startParameter, bots.now());
    var answer = new JsonObject();
    answer.addProperty("initData", visit.initData(bot.token()));
    return answer;
  }

  JsonElement reset(Bot bot, ControlRequest request) {
    var seed = request.query().text("seed");
    var wanted = Randomness.parse(seed);
    if (!seed.isEmpty() && wanted.isEmpty()) {
      throw new UnusableControl("The seed is not a whole number: " + seed + ".");
    }
    bots.reset(bot.token(), wanted);
    return Controls.done();
  }
}
