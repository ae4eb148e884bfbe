package dev.starkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.db.ConfigurationException;
import dev.starkeeper.telegram.TelegramException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class LoopTest {
  @Test
  void outlivesWhateverItsStepThrows() throws Exception {
    var faults =
        new LinkedBlockingQueue<RuntimeException>(
            List.of(
                new TelegramException.Unreachable("getUpdates", "cut"),
                new IllegalStateException("a bug"),
                new NullPointerException("another")));
    var worked = new CountDownLatch(1);
    Step step =
        () -> {
          var fault = faults.poll();
          if (fault != null) throw fault;
          worked.countDown();
          return Duration.ofMinutes(1);
        };

    try (var _ = Loop.start("test", step, _ -> {})) {
      assertThat(worked.await(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  @Test
  void endsAndTellsWhyWhenOnlyAPersonCanHelp() throws Exception {
    var broken = new CompletableFuture<Throwable>();
    var fault = new ConfigurationException(List.of("the bot has a webhook"));
    Step step =
        () -> {
          throw fault;
        };

    try (var _ = Loop.start("test", step, broken::complete)) {
      assertThat(broken.get(1, TimeUnit.MINUTES)).isSameAs(fault);
    }
  }

  @Test
  void closingInterruptsTheStepAndIsNoFault() throws Exception {
    var started = new CountDownLatch(1);
    var runs = new AtomicInteger();
    Step step =
        () -> {
          runs.incrementAndGet();
          started.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // as pengrad leaves it
            throw new IllegalStateException(e);
          }
          return Duration.ZERO;
        };

    var broken = new AtomicBoolean();
    var loop = Loop.start("test", step, _ -> broken.set(true));
    assertThat(started.await(1, TimeUnit.MINUTES)).isTrue();
    loop.close();

    assertThat(runs).hasValue(1);
    assertThat(broken).isFalse();
  }
}
