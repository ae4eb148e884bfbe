package dev.starkeeper.sandbox.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.starkeeper.sandbox.bot.Bot;
import dev.starkeeper.sandbox.bot.Renewal;
import dev.starkeeper.sandbox.bot.Settled;
import dev.starkeeper.sandbox.stars.Subscription;
import dev.starkeeper.sandbox.wire.ControlRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Moves a bot's clock. */
final class ClockControl {
  private static final Duration MOST_AT_ONCE = Duration.ofDays(366);
  // Telegram's dates are 32-bit seconds, which end in January 2038.
  private static final Instant LATEST = Instant.parse("2037-12-01T00:00:00Z");

  private ClockControl() {}

  static JsonElement advance(Bot bot, ControlRequest request) {
    var time = duration(Fields.of(request.body()).onlyThese("advance").text("advance"));
    if (!time.isZero() && bot.now().plus(time).isAfter(LATEST)) {
      throw new UnusableControl("A bot's clock goes no further than " + LATEST + ".");
    }
    var settled = bot.advance(time);
    return toJson(bot.now(), settled);
  }

  private static Duration duration(String text) {
    try {
      var time = Duration.parse(text);
      if (!time.isNegative() && time.compareTo(MOST_AT_ONCE) <= 0) return time;
    } catch (DateTimeParseException e) {
      throw unusable(text);
    }
    throw unusable(text);
  }

  private static UnusableControl unusable(String text) {
    return new UnusableControl(
        "\"advance\" is not a duration of at most P366D, such as P30D, PT1H or P1DT2H: "
            + text
            + ".");
  }

  private static JsonObject toJson(Instant now, Settled settled) {
    var json = new JsonObject();
    json.addProperty("now", now.toString());
    json.addProperty("renewed", settled.renewed());
    json.addProperty("failed", settled.failed());
    json.addProperty("ended", settled.ended());
    var renewals = new JsonArray();
    settled.inFull().forEach(renewal -> renewals.add(toJson(renewal)));
    json.add("renewals", renewals);
    return json;
  }

  private static JsonObject toJson(Renewal renewal) {
    return switch (renewal) {
      case Renewal.Renewed(var subscription, var payment, var at) -> {
        var json = toJson("renewed", subscription, at);
        json.addProperty("chargeId", payment.chargeId());
        yield json;
      }
      case Renewal.Failed(var subscription, var at) -> toJson("failed", subscription, at);
      case Renewal.Ended(var subscription, var at) -> toJson("ended", subscription, at);
    };
  }

  private static JsonObject toJson(String status, Subscription subscription, Instant at) {
    var json = new JsonObject();
    json.addProperty("at", at.toString());
    json.addProperty("status", status);
    json.addProperty("firstChargeId", subscription.firstChargeId());
    json.addProperty("userId", subscription.payer().id());
    json.addProperty("payload", subscription.renewal().payload());
    json.addProperty("amount", subscription.renewal().amount());
    return json;
  }
}
