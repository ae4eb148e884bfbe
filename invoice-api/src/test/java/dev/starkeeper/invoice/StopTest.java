package dev.starkeeper.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES) // a hang is told as one
final class StopTest {
  @Test
  void whatIsUnderWayIsAnsweredAndNothingElse() throws Exception {
    try (var api = RunningApi.start();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      api.sellCoins("coins", 50);
      var id = api.mint("{\"sku\":\"coins\"}").get("id");
      var reached = new CountDownLatch(1);
      var gate = new CountDownLatch(1);
      api.telegram.next(api.telegram.wait(reached, gate));
      var minting = threads.submit(() -> api.mint("{\"sku\":\"coins\",\"quantity\":2}"));
      reached.await();
      var waiting = threads.submit(() -> api.send(api.asBuyer("/v1/invoices/" + id + "?wait=30")));
      api.untilWaiting(1);

      var stopped = threads.submit(api::stop);

      assertThat(waiting.get().isStatus(200).get("status")).isEqualTo("open");
      gate.countDown();
      minting.get().isStatus(201);
      stopped.get();
      assertThatThrownBy(() -> api.send(api.asNobody("/healthz")))
          .isInstanceOf(UncheckedIOException.class);
    }
  }

  @Test
  void itStopsWithNothingToDo() {
    var api = RunningApi.start();

    api.stop();

    assertThatThrownBy(() -> api.send(api.asNobody("/healthz")))
        .isInstanceOf(UncheckedIOException.class);
    api.close();
  }
}
