package dev.starkeeper.invoice.http;

import dev.starkeeper.db.LogScope;
import dev.starkeeper.model.BotId;
import dev.starkeeper.trace.Traces;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The same endpoints once for each bot. A call goes to those of the bot it names, which know of no
 * other one.
 */
public final class PerBot implements Endpoints {
  private static final String HEADER = "Starkeeper-Bot";

  private final Map<String, List<Endpoint>> byBot = new LinkedHashMap<>();

  /** {@code byBot} has at least one; all have the same endpoints in the same sequence. */
  public PerBot(Map<BotId, List<Endpoints>> byBot) {
    byBot.forEach((bot, endpoints) ->
        this.byBot.put(
            Long.toString(bot.value()),
            endpoints.stream().flatMap(some -> some.all().stream()).toList()));
  }

  @Override
  public List<Endpoint> all() {
    var all = new ArrayList<Endpoint>();
    for (var one : byBot.values().iterator().next()) {
      var place = all.size();
      all.add(new Endpoint(one.method(), one.path(), call -> answer(call, place)));
    }
    return all;
  }

  private Reply answer(Call call, int place) {
    var bot = namedBot(call);
    var endpoints = byBot.get(bot);
    if (endpoints == null) {
      throw new Refusal(Problem.invalidRequest(HEADER + " names a bot that is not served here"));
    }
    try (var _ = LogScope.open().with(LogScope.BOT, bot)) {
      Traces.note(LogScope.BOT, bot);
      return endpoints.get(place).handler().answer(call);
    }
  }

  private String namedBot(Call call) {
    var named = call.header(HEADER);
    if (named.isEmpty() && byBot.size() == 1) return byBot.keySet().iterator().next();
    return named.orElseThrow(() ->
        new Refusal(
            Problem.invalidRequest(
                HEADER + " is missing: several bots are served here, so a call names its own")));
  }
}
