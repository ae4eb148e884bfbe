package dev.starkeeper.invoice;

import static dev.starkeeper.invoice.ScriptedTelegram.answer;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TelegramFaultsTest {
  private static final String COINS = "{\"sku\":\"coins\"}";

  private final RunningApi api = RunningApi.start();

  TelegramFaultsTest() {
    api.sellCoins("coins", 50);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void whatTelegramRefusesIsToldInItsWords() {
    api.telegram.next(ScriptedTelegram.refuse(400, "Bad Request: CURRENCY_TOTAL_AMOUNT_INVALID"));

    var problem = api.mint(COINS).isProblem(502, "telegram_rejected");

    assertThat(problem.get("detail")).contains("CURRENCY_TOTAL_AMOUNT_INVALID");
    nothingIsWrittenAndTheNextTapSucceeds();
  }

  @Test
  void aConnectionCutOffIsUnavailable() {
    api.telegram.next(ScriptedTelegram.cut());

    unavailable();
  }

  @Test
  void anErrorPageIsUnavailable() {
    api.telegram.next(answer(502, "<html>Bad Gateway</html>"));

    unavailable();
  }

  @Test
  void anEmptyAnswerIsUnavailable() {
    api.telegram.next(answer(200, ""));

    unavailable();
  }

  @Test
  void aServerAtFaultIsUnavailable() {
    api.telegram.next(ScriptedTelegram.refuse(500, "Internal Server Error: restart"));

    unavailable();
  }

  @Test
  void telegramsOwnPauseIsPassedOn() {
    api.telegram.next(ScriptedTelegram.slowDown(7));

    var problem = api.mint(COINS).isProblem(503, "telegram_unavailable");

    assertThat(problem.header("retry-after")).isEqualTo("7");
    nothingIsWrittenAndTheNextTapSucceeds();
  }

  @Test
  void telegramBeingGoneIsUnavailable() {
    api.telegram.close();

    api.mint(COINS).isProblem(503, "telegram_unavailable");
    api.send(api.asBuyer("/v1/products")).isStatus(200);
  }

  @Test
  void aSlowTelegramHoldsUpNobodyElse() throws Exception {
    var buyers = 12; // more than there are database connections
    var reached = new CountDownLatch(buyers);
    var gate = new CountDownLatch(1);
    var calls = new ArrayList<Callable<Answer>>();
    for (var i = 1; i <= buyers; i++) {
      var buyer = i;
      api.telegram.next(api.telegram.wait(reached, gate));
      calls.add(() -> api.mint(buyer, COINS));
    }

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var mints = calls.stream().map(threads::submit).toList();
      reached.await();
      api.send(api.asBuyer("/v1/me")).isStatus(200);
      api.mint(COINS).isStatus(201);
      gate.countDown();
      for (var mint : mints) mint.get().isStatus(201);
    }
  }

  private void unavailable() {
    var problem = api.mint(COINS).isProblem(503, "telegram_unavailable");
    assertThat(problem.header("retry-after")).isEqualTo("5");
    nothingIsWrittenAndTheNextTapSucceeds();
  }

  private void nothingIsWrittenAndTheNextTapSucceeds() {
    assertThat(api.count("select count(*) from invoice")).isZero();
    api.mint(COINS).isStatus(201);
  }
}
