package dev.starkeeper.bench.scenario;

import dev.starkeeper.bench.world.Latencies;
import java.util.Map;

/** A Bot API as it is from a server in the same part of the world. A guess, not a measurement. */
final class Near {
  static final int GET_UPDATES_MILLIS = 40;
  static final int ANSWER_MILLIS = 40;
  private static final int OTHERS_MILLIS = 40;

  static final Latencies LATENCIES =
      new Latencies(
          Map.of("getUpdates", GET_UPDATES_MILLIS, "answerPreCheckoutQuery", ANSWER_MILLIS),
          OTHERS_MILLIS);

  private Near() {}
}
