package dev.starkeeper.sale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.DatabaseException;
import java.lang.reflect.Proxy;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class LaneTest {
  private static final int PLACES = 2; // served at once

  @AutoClose private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final List<List<Integer>> served = new CopyOnWriteArrayList<>();
  private final CountDownLatch gate = new CountDownLatch(1);

  private final Lane<Integer, Integer> lane = new Lane<>(this::doubled);

  /** Waits at the gate with whatever holds a nought. */
  private List<Integer> doubled(List<Integer> numbers) {
    served.add(numbers);
    if (numbers.contains(0)) CompletableFuture.runAsync(() -> await(gate)).join();
    if (numbers.contains(-13)) throw new IllegalArgumentException("thirteen");
    return numbers.stream().map(number -> 2 * number).toList();
  }

  @Test
  void whoIsAloneIsServedAtOnceOnHisOwnThread() {
    assertThat(lane.run(21)).isEqualTo(42);
    assertThat(served).containsExactly(List.of(21));
  }

  @Test
  void whoComesMeanwhileIsServedTogetherAndGetsHisOwn() {
    var first = occupyAllPlaces();
    var calls = call(IntStream.rangeClosed(1, 50).toArray());

    for (var i = 0; i < calls.size(); i++) {
      assertThat(calls.get(i).resultNow()).isEqualTo(2 * (i + 1));
    }
    first.forEach(call -> assertThat(join(call)).isZero());
    assertThat(served).hasSizeLessThan(PLACES + 50);
    assertThat(served).allMatch(together -> together.size() <= 100);
  }

  @Test
  void oneWhoFailsFailsAlone() {
    occupyAllPlaces();
    var calls = call(11, 12, -13, 14);

    assertThat(calls.get(0).resultNow()).isEqualTo(22);
    assertThat(calls.get(1).resultNow()).isEqualTo(24);
    assertThat(calls.get(2).exceptionNow()).hasMessage("thirteen");
    assertThat(calls.get(3).resultNow()).isEqualTo(28);
    assertThat(served).contains(List.of(-13));
  }

  @Test
  void whoFailsAloneIsToldWhatWasThrown() {
    assertThatThrownBy(() -> lane.run(-13)).hasMessage("thirteen");
    assertThat(lane.run(1)).isEqualTo(2);
    assertThat(served).containsExactly(List.of(-13), List.of(1));
  }

  @Test
  void whoGivesUpIsNotServedLater() {
    var hasty = new Lane<>(this::doubled, Duration.ofMillis(50));
    for (var i = 1; i <= PLACES; i++) {
      callers.execute(() -> hasty.run(0));
      while (served.size() < i) Thread.onSpinWait();
    }

    assertThatThrownBy(() -> hasty.run(1)).isInstanceOf(Lane.StuckException.class);

    gate.countDown();
    assertThat(hasty.run(2)).isEqualTo(4);
    assertThat(served).noneMatch(together -> together.contains(1));
  }

  /** Each alone would wait for it as long as all together. */
  @Test
  void databaseThatIsAwayIsAskedOnceForAll() {
    var away = Database.over(NO_CONNECTIONS);
    var asked = new CopyOnWriteArrayList<List<Integer>>();
    var reading =
        new Lane<Integer, Integer>(numbers -> {
          asked.add(numbers);
          CompletableFuture.runAsync(() -> await(gate)).join();
          return away.read(_ -> numbers);
        });
    for (var i = 1; i <= PLACES; i++) {
      callers.execute(() -> reading.run(0));
      while (asked.size() < i) Thread.onSpinWait();
    }
    var calls = IntStream.range(0, 50).mapToObj(n -> callers.submit(() -> reading.run(n))).toList();
    while (reading.waiting() < calls.size()) Thread.onSpinWait();
    gate.countDown();

    for (var call : calls) {
      while (!call.isDone()) Thread.onSpinWait();
      assertThat(call.exceptionNow()).isInstanceOf(DatabaseException.Unavailable.class);
    }
    assertThat(asked.stream().mapToInt(List::size).sum()).isEqualTo(PLACES + calls.size());
  }

  private static final DataSource NO_CONNECTIONS =
      (DataSource)
          Proxy.newProxyInstance(
              LaneTest.class.getClassLoader(),
              new Class<?>[] {DataSource.class},
              (_, _, _) -> {
                throw new SQLTransientConnectionException("none within two seconds");
              });

  private List<Future<Integer>> occupyAllPlaces() {
    var calls = new ArrayList<Future<Integer>>();
    for (var i = 1; i <= PLACES; i++) {
      calls.add(callers.submit(() -> lane.run(0)));
      while (served.size() < i) Thread.onSpinWait();
    }
    return calls;
  }

  /** Opens the gate when all of them wait; returns when each has his answer. */
  private List<Future<Integer>> call(int... numbers) {
    var calls = IntStream.of(numbers).mapToObj(n -> callers.submit(() -> lane.run(n))).toList();
    while (lane.waiting() < numbers.length) Thread.onSpinWait();
    gate.countDown();
    calls.forEach(call -> {
      while (!call.isDone()) Thread.onSpinWait();
    });
    return calls;
  }

  private static int join(Future<Integer> call) {
    while (!call.isDone()) Thread.onSpinWait();
    return call.resultNow();
  }

  private static void await(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
