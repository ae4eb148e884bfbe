package dev.starkeeper.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Runs after all other tests: what is described and was never seen may not be so. */
@Order(Integer.MAX_VALUE)
final class DescribedAnswersTest {
  /** {@code operationId status}, or a status of every call, and why no test provokes it. */
  private static final Map<String, String> NOT_PROVOKED =
      Map.of(
          "500", "only a fault of ours is answered so",
          "debitCredits 429", "it takes ten seconds: DebitCreditsTest has it",
          "isAlive 503", "overload: JettyServerTest has it, before any call is sought",
          "getMetrics 503", "the same",
          "getOpenApi 503", "the same",
          "getDocs 503", "the same",
          "getDocsFile 503", "the same");

  @Test
  void everyDescribedAnswerWasSeen() {
    assumeAllHaveRun();
    var missing = new TreeSet<String>();
    for (var operation : Description.operations()) {
      for (var status : operation.part().at("responses").orElseThrow().json().keySet()) {
        var answer = operation.id() + " " + status;
        if (NOT_PROVOKED.containsKey(answer) || NOT_PROVOKED.containsKey(status)) continue;
        missing.add(answer);
      }
    }
    missing.removeAll(Conformance.SEEN);

    assertThat(missing).as("described, and provoked by no test of this module").isEmpty();
  }

  @Test
  void everyDescribedCodeWasSeen() {
    assumeAllHaveRun();
    var missing = new TreeSet<>(codes(Description.DOCUMENT));
    missing.removeAll(Conformance.SEEN_CODES);

    assertThat(missing).isEmpty();
  }

  @Test
  void whatCannotBeProvokedIsNotProvoked() {
    assertThat(Conformance.SEEN).noneMatch(NOT_PROVOKED::containsKey);
  }

  /** With {@code -Dtest=…} only some have, and in an IDE perhaps this class alone. */
  private static void assumeAllHaveRun() {
    assumeThat(System.getProperty("test", "")).isEmpty();
    assumeThat(Conformance.SEEN).hasSizeGreaterThan(Description.operations().size());
  }

  private static Set<String> codes(JsonElement element) {
    var codes = new HashSet<String>();
    if (element.isJsonArray()) {
      element.getAsJsonArray().forEach(value -> codes.addAll(codes(value)));
    } else if (element instanceof JsonObject object) {
      object.asMap().values().forEach(value -> codes.addAll(codes(value)));
      if (object.get("status") instanceof JsonObject
          && object.get("code") instanceof JsonObject c) {
        if (c.get("const") instanceof JsonPrimitive code) codes.add(code.getAsString());
        if (c.has("enum")) c.getAsJsonArray("enum").forEach(one -> codes.add(one.getAsString()));
      }
    }
    return codes;
  }
}
