package dev.starkeeper.sandbox.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.starkeeper.sandbox.api.MethodTable;
import dev.starkeeper.sandbox.bot.Bot;
import dev.starkeeper.sandbox.fault.Fault;
import dev.starkeeper.sandbox.fault.FaultKind;
import dev.starkeeper.sandbox.fault.FaultPlan;
import dev.starkeeper.sandbox.wire.ControlRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Shows and replaces a bot's faults. */
final class FaultsControl {
  private static final String SEED = "seed";
  private static final long MAX_DELAY_MILLIS = 3_600_000;
  private static final long MAX_RETRY_AFTER = 3_600; // seconds

  private FaultsControl() {}

  static JsonElement show(Bot bot, ControlRequest request) {
    var json = new JsonObject();
    bot.faults().remaining().forEach((method, faults) -> json.add(method, toJson(faults)));
    return json;
  }

  static JsonElement replace(Bot bot, ControlRequest request) {
    var json = Fields.parse(request.body());
    var body = new Fields(json, "the body");
    var seed =
        body.optionalNumber(SEED, Long.MIN_VALUE, Long.MAX_VALUE)
            .map(OptionalLong::of)
            .orElseGet(OptionalLong::empty);
    var plan = new HashMap<String, List<Fault>>();
    for (var method : json.keySet()) {
      if (!method.equals(SEED)) plan.put(known(method), faults(body.array(method), method));
    }
    bot.faults().replace(plan, seed);
    return show(bot, request);
  }

  private static String known(String method) {
    if (method.equals(FaultPlan.ANY_METHOD)) return method;
    return MethodTable.names().stream()
        .filter(method::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(() -> new UnusableControl("There is no method " + method + "."));
  }

  private static List<Fault> faults(JsonArray members, String method) {
    var faults = new ArrayList<Fault>();
    for (var member : members)
      faults.add(fault(Fields.member(member, "A fault of " + method), method));
    return faults;
  }

  private static Fault fault(Fields fields, String method) {
    fields.onlyThese("kind", "times", "percent", "ms", "retryAfter", "status");
    var name = fields.text("kind");
    var kind =
        FaultKind.named(name)
            .orElseThrow(() ->
                new UnusableControl("There is no kind " + name + "; there are: " + kinds() + "."));
    if (kind.isOfUpdates() && !method.equalsIgnoreCase("getUpdates")) {
      throw new UnusableControl(name + " is a fault of getUpdates, not of " + method + ".");
    }
    return new Fault(
        kind,
        fields.optionalNumber("times", 0, Integer.MAX_VALUE).orElse(1L).intValue(),
        fields.optionalNumber("percent", 1, Fault.ALWAYS).orElse(100L).intValue(),
        Duration.ofMillis(fields.optionalNumber("ms", 0, MAX_DELAY_MILLIS).orElse(1000L)),
        fields.optionalNumber("retryAfter", 1, MAX_RETRY_AFTER).orElse(1L).intValue(),
        fields.optionalNumber("status", 200, 599).orElse(usualStatus(kind)).intValue());
  }

  private static long usualStatus(FaultKind kind) {
    return switch (kind) {
      case SERVER_ERROR -> 500;
      case HTML -> 502;
      default -> 200;
    };
  }

  private static String kinds() {
    return Arrays.stream(FaultKind.values())
        .map(FaultKind::fieldName)
        .collect(Collectors.joining(", "));
  }

  private static JsonArray toJson(List<Fault> faults) {
    var json = new JsonArray();
    faults.forEach(fault -> json.add(toJson(fault)));
    return json;
  }

  private static JsonObject toJson(Fault fault) {
    var json = new JsonObject();
    json.addProperty("kind", fault.kind().fieldName());
    json.addProperty("times", fault.times());
    if (fault.percent() < Fault.ALWAYS) json.addProperty("percent", fault.percent());
    switch (fault.kind()) {
      case DELAY -> json.addProperty("ms", fault.delay().toMillis());
      case TOO_MANY_REQUESTS -> json.addProperty("retryAfter", fault.retryAfter());
      case SERVER_ERROR, HTML, EMPTY, GARBAGE -> json.addProperty("status", fault.status());
      case LOSE_ANSWER, LOSE_REQUEST, DUPLICATE_UPDATES, REORDER_UPDATES -> {}
    }
    return json;
  }
}
