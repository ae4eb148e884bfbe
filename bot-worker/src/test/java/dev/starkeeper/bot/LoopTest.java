package dev.starkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.starkeeper.db.ConfigurationException;
import dev.starkeeper.telegram.TelegramException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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

    try (var _ = Loop.start("test", step, () -> {})) {
      assertThat(worked.await(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  @Test
  void endsAndTellsWhyWhenOnlyAPersonCanHelp() throws Exception {
    var over = new CountDownLatch(1);
    var fault = new ConfigurationException(List.of("the bot has a webhook"));
    Step step =
        () -> {
          throw fault;
        };

    try (var loop = Loop.start("test", step, over::countDown)) {
      assertThat(over.await(1, TimeUnit.MINUTES)).isTrue();
      assertThatThrownBy(loop::check).isSameAs(fault);
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

    var loop = Loop.start("test", step, () -> {});
    assertThat(started.await(1, TimeUnit.MINUTES)).isTrue();
    loop.close();
    loop.check();

    assertThat(runs).hasValue(1);
  }
}
