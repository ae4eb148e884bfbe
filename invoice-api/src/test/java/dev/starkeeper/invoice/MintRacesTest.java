package dev.starkeeper.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Two processes make an invoice for the same thing, and it changes meanwhile. */
final class MintRacesTest {
  private static final String COINS = "{\"sku\":\"coins.100\"}";

  @AutoClose private final RunningApi api = RunningApi.start();

  @Test
  void whatAnotherProcessMadeAtTheOldPriceMeanwhileIsReplaced() throws Exception {
    api.sellCoins("coins.100", 50);
    var oldAsked = new CountDownLatch(1);
    var oldGate = new CountDownLatch(1);
    var newAsked = new CountDownLatch(1);
    var newGate = new CountDownLatch(1);

    try (var other = api.another();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      api.telegram.next(api.telegram.wait(oldAsked, oldGate), api.telegram.wait(newAsked, newGate));
      var atOldPrice = threads.submit(() -> other.mint(COINS));
      oldAsked.await();
      api.repriceCoins("coins.100", 60);
      var atNewPrice = threads.submit(() -> api.mint(COINS));
      newAsked.await();
      oldGate.countDown();
      var old = atOldPrice.get().isStatus(201).get("id");
      newGate.countDown();

      var answer = atNewPrice.get().isStatus(201);

      assertThat(answer.json().get("stars").getAsInt()).isEqualTo(60);
      assertThat(api.invoice(old).get("status")).isEqualTo("void");
    }
  }
}
