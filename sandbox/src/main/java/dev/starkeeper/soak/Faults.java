package dev.starkeeper.soak;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** What goes wrong at Telegram in the next second. */
final class Faults {
  // How likely a fault is in each second. What is called seldom is hit most of the time; of
  // getUpdates, by which everything comes, most calls must get through.
  private static final SortedMap<String, Double> METHODS =
      new TreeMap<>(
          Map.of(
              "getUpdates", 0.25,
              "createInvoiceLink", 0.5,
              "answerPreCheckoutQuery", 0.4,
              "refundStarPayment", 0.6,
              "sendMessage", 0.5,
              "*", 0.3));
  private static final List<String> KINDS =
      List.of(
          "too_many_requests",
          "server_error",
          "lose_answer",
          "lose_request",
          "delay",
          "html",
          "empty",
          "garbage");
  private static final double DISTURBED = 0.5; // of the batches of updates
  private static final int LONGEST_DELAY_MILLIS = 2_000;
  private static final int LONGEST_RETRY_AFTER = 2; // seconds

  private Faults() {}

  static JsonObject none() {
    return new JsonObject();
  }

  /** As {@code PUT /sandbox/faults} takes them. */
  static JsonObject random(RandomGenerator random) {
    var plan = new JsonObject();
    for (var method : METHODS.keySet()) {
      var faults = new JsonArray();
      if (random.nextDouble() < METHODS.get(method)) faults.add(fault(random));
      if (method.equals("getUpdates") && random.nextDouble() < DISTURBED) {
        faults.add(of(random.nextBoolean() ? "duplicate_updates" : "reorder_updates"));
      }
      if (!faults.isEmpty()) plan.add(method, faults);
    }
    plan.addProperty("seed", random.nextInt());
    return plan;
  }

  private static JsonObject fault(RandomGenerator random) {
    var kind = KINDS.get(random.nextInt(KINDS.size()));
    var fault = of(kind);
    switch (kind) {
      case "too_many_requests" ->
          fault.addProperty("retryAfter", random.nextInt(1, LONGEST_RETRY_AFTER + 1));
      case "delay" -> fault.addProperty("ms", random.nextInt(100, LONGEST_DELAY_MILLIS));
      case "server_error" -> fault.addProperty("status", random.nextInt(500, 505));
      default -> {}
    }
    return fault;
  }

  private static JsonObject of(String kind) {
    var fault = new JsonObject();
    fault.addProperty("kind", kind);
    return fault;
  }
}
