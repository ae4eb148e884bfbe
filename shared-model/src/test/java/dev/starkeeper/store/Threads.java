package dev.starkeeper.store;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Eight threads that begin together. */
final class Threads {
  private static final int EIGHT = 8;

  private Threads() {}

  static <T> List<T> eight(IntFunction<T> work) throws InterruptedException {
    var start = new CyclicBarrier(EIGHT);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = IntStream.range(0, EIGHT).mapToObj(i -> task(start, work, i)).toList();
      return threads.invokeAll(tasks).stream().map(Future::resultNow).toList();
    }
  }

  private static <T> Callable<T> task(CyclicBarrier start, IntFunction<T> work, int i) {
    return () -> {
      start.await();
      return work.apply(i);
    };
  }
}
