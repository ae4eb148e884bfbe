package dev.starkeeper.invoice;

import static dev.starkeeper.invoice.RunningApi.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

final class MintLimitTest {
  private static final Map<String, String> THREE = Map.of("MINT_LIMIT_PER_MINUTE", "3");

  @Test
  void aFourthNewInvoiceWithinAMinuteIsRefused() {
    try (var api = selling(THREE)) {
      for (var i = 1; i <= 3; i++) mint(api, i).isStatus(201);
      api.now.set(NOON.plusSeconds(20));

      assertThat(mint(api, 4).isProblem(429, "rate_limited").header("retry-after")).isEqualTo("40");
      assertThat(api.telegram.linkRequests()).hasSize(3);
    }
  }

  @Test
  void theOpenOnesAreStillGiven() {
    try (var api = selling(THREE)) {
      for (var i = 1; i <= 3; i++) mint(api, i).isStatus(201);
      mint(api, 4).isStatus(429);

      for (var i = 1; i <= 3; i++) mint(api, i).isStatus(200);
    }
  }

  @Test
  void aMinuteLaterThereIsRoomAgain() {
    try (var api = selling(THREE)) {
      for (var i = 1; i <= 3; i++) mint(api, i).isStatus(201);

      api.now.set(NOON.plusSeconds(60));

      mint(api, 4).isStatus(201);
    }
  }

  @Test
  void anotherBuyerIsNotConcerned() {
    try (var api = selling(THREE)) {
      for (var i = 1; i <= 3; i++) mint(api, i).isStatus(201);

      api.mint(77, "{\"sku\":\"coins\"}").isStatus(201);
    }
  }

  @Test
  void aServerDoesNotOverrunABuyersLimit() {
    try (var api = selling(THREE)) {
      for (var i = 1; i <= 3; i++) mint(api, i).isStatus(201);
      var body = "{\"sku\":\"coins\",\"quantity\":4,\"buyerId\":%d}".formatted(RunningApi.BUYER);

      api.post("/v1/invoices", body).isProblem(429, "rate_limited");
    }
  }

  @Test
  void parallelRequestsCannotOverrunIt() {
    try (var api = selling(THREE)) {
      var calls = new ArrayList<Callable<Answer>>();
      for (var i = 1; i <= 16; i++) {
        var quantity = i;
        calls.add(() -> mint(api, quantity));
      }

      var answers = RunningApi.atOnce(calls);

      assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(3);
      assertThat(answers).filteredOn(answer -> answer.status() == 429).hasSize(13);
      assertThat(api.telegram.linkRequests()).hasSize(3);
    }
  }

  @Test
  void zeroIsNoLimit() {
    try (var api = selling(Map.of("MINT_LIMIT_PER_MINUTE", "0"))) {
      for (var i = 1; i <= 25; i++) mint(api, i).isStatus(201);
    }
  }

  private static RunningApi selling(Map<String, String> settings) {
    var api = RunningApi.start(settings);
    api.sellCoins("coins", 1);
    return api;
  }

  /** Each quantity is an invoice of its own. */
  private static Answer mint(RunningApi api, int quantity) {
    return api.mint("{\"sku\":\"coins\",\"quantity\":%d}".formatted(quantity));
  }
}
