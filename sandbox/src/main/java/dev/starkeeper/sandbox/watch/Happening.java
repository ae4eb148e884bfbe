package dev.starkeeper.sandbox.watch;

import com.google.gson.JsonObject;
import dev.starkeeper.sandbox.wire.Outcome;
import dev.starkeeper.sandbox.wire.Parameters;
import dev.starkeeper.sandbox.wire.Reply;
import java.time.Duration;

/** One thing that happened to a bot. Its JSON is made when somebody looks, which is rare. */
public sealed interface Happening {
  void addTo(JsonObject json);

  private static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }

  /** A call of the Bot API and what came of it; {@code fault} is empty if all went well. */
  record Called(String method, Parameters parameters, Result result, String fault)
      implements Happening {
    private static final int MOST_PARAMETERS = 16_384; // bytes; a ring of larger ones is a leak

    public static Called of(
        String method, Parameters parameters, Outcome outcome, Duration time, String fault) {
      var isTooLong = parameters.sizeInBytes() > MOST_PARAMETERS;
      var kept = isTooLong ? new Parameters() : parameters;
      return new Called(method, kept, Result.of(outcome, time), fault);
    }

    @Override
    public void addTo(JsonObject json) {
      json.addProperty("kind", "call");
      json.addProperty("method", method);
      json.add("parameters", parameters.toJson());
      if (!fault.isEmpty()) json.addProperty("fault", fault);
      result.addTo(json);
    }
  }

  /** How a call ended; the status is 0 when the connection was cut. */
  record Result(int status, String body, Duration time) {
    private static final int MOST_BODY = 4_096;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double TENTHS = 10;

    static Result of(Outcome outcome, Duration time) {
      return switch (outcome) {
        case Outcome.Cut _ -> new Result(0, "", time);
        case Reply reply -> new Result(reply.status(), shortened(reply.body(), MOST_BODY), time);
      };
    }

    private void addTo(JsonObject json) {
      json.addProperty("status", status);
      json.addProperty("answer", body);
      var millis = time.toNanos() / NANOS_PER_MILLI;
      json.addProperty("ms", Math.round(millis * TENTHS) / TENTHS);
    }
  }

  /** An update was queued for the bot, as the text that it will get. */
  record Queued(String update) implements Happening {
    private static final int MOST_UPDATE = 16_384; // a control may push any

    public Queued {
      update = shortened(update, MOST_UPDATE);
    }

    @Override
    public void addTo(JsonObject json) {
      json.addProperty("kind", "update");
      json.addProperty("update", update);
    }
  }

  /** Somebody used a control that changes things. */
  record Controlled(String control) implements Happening {
    @Override
    public void addTo(JsonObject json) {
      json.addProperty("kind", "control");
      json.addProperty("control", control);
    }
  }
}
