package dev.starkeeper.sale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.starkeeper.model.TelegramUserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class TurnsTest {
  private static final TelegramUserId ANN = new TelegramUserId(1);
  private static final TelegramUserId BOB = new TelegramUserId(2);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Turns<TelegramUserId> turns = new Turns<>();

  @Test
  void oneAtATimeForEach() {
    var anns = turns.take(ANN, Duration.ZERO);

    assertThat(anns).isPresent();
    assertThat(turns.take(ANN, Duration.ofMillis(1))).isEmpty();
    assertThat(turns.take(BOB, Duration.ZERO)).isPresent();
  }

  @Test
  void theNextOneGetsItAndNothingIsLeftBehind() {
    turns.take(ANN, Duration.ZERO).orElseThrow().close();
    turns.take(ANN, Duration.ZERO).orElseThrow().close();

    assertThat(turns.size()).isZero();
  }

  @Test
  void whoGivesUpLeavesNothingBehind() {
    var held = turns.take(ANN, Duration.ZERO).orElseThrow();
    assertThat(turns.take(ANN, Duration.ofMillis(1))).isEmpty();

    held.close();

    assertThat(turns.size()).isZero();
  }

  @Test
  void aHundredTakeTurns() throws Exception {
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    var tasks = new ArrayList<Callable<Boolean>>();
    for (var i = 0; i < 100; i++) tasks.add(() -> pass(inside, most));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(threads.invokeAll(tasks)).allMatch(task -> task.resultNow());
    }

    assertThat(most).hasValue(1);
    assertThat(turns.size()).isZero();
  }

  private boolean pass(AtomicInteger inside, AtomicInteger most) {
    try (var _ = turns.take(ANN, LONG).orElseThrow()) {
      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
      inside.decrementAndGet();
      return true;
    }
  }
}
