package dev.starkeeper.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import dev.starkeeper.launch.JsonHttp;
import dev.starkeeper.sandbox.SandboxConfig;
import dev.starkeeper.sandbox.SandboxServer;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class FaultsTest {
  private static final String TOKEN = "7000000001:AAsoaksoaksoaksoaksoaksoaksoaksoaks";

  @Test
  void theSandboxTakesEveryPlan() throws IOException {
    var random = new SplittableRandom(7);
    try (var sandbox = SandboxServer.start(SandboxConfig.atAnyPort(), InstantSource.system());
        var http = new JsonHttp()) {
      var telegram = new PlayedTelegram(sandbox.url(), TOKEN, http);

      for (var i = 0; i < 200; i++) telegram.plant(Faults.random(random));
      telegram.plant(Faults.none());
    }
  }

  @Test
  void everyKindAndEveryMethodIsHit() {
    var random = new SplittableRandom(7);
    var kinds = new HashSet<String>();
    var methods = new HashSet<String>();

    for (var i = 0; i < 200; i++) {
      var plan = Faults.random(random);
      plan.remove("seed");
      methods.addAll(plan.keySet());
      for (var method : plan.keySet()) {
        plan.getAsJsonArray(method).forEach(fault -> kinds.add(kind(fault)));
      }
    }

    assertThat(kinds)
        .containsExactlyInAnyOrder(
            "lose_answer",
            "lose_request",
            "delay",
            "too_many_requests",
            "server_error",
            "html",
            "empty",
            "garbage",
            "duplicate_updates",
            "reorder_updates");
    assertThat(methods).contains("getUpdates", "answerPreCheckoutQuery", "refundStarPayment", "*");
  }

  private static String kind(JsonElement fault) {
    return fault.getAsJsonObject().get("kind").getAsString();
  }
}
