package dev.starkeeper.sale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where one thread carries all virtual ones, nobody may wait for another without letting go. */
final class LaneOnOneProcessorTest {
  private static final int CALLERS = 400; // more than are served together
  private static final int TIMES = 50;
  private static final long WORK_NANOS = TimeUnit.MICROSECONDS.toNanos(300);

  @Test
  void whoIsServedByAnotherLetsHimWork() throws IOException, InterruptedException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djdk.virtualThreadScheduler.parallelism=1",
            "-cp",
            System.getProperty("java.class.path"),
            Crowd.class.getName());
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("it comes to an end").isTrue();
      assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("served " + CALLERS * TIMES);
    } finally {
      process.destroyForcibly();
    }
  }

  /** In a JVM of its own. */
  static final class Crowd {
    private Crowd() {}

    static void main() throws ExecutionException, InterruptedException {
      var lane =
          new Lane<Integer, Integer>(all -> {
            LockSupport.parkNanos(WORK_NANOS); // as for a database
            return all;
          });
      try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
        var calls =
            IntStream.range(0, CALLERS).mapToObj(_ -> callers.submit(() -> calls(lane))).toList();
        var served = 0L;
        for (Future<Long> call : calls) served += call.get();
        System.out.println("served " + served);
      }
    }

    private static long calls(Lane<Integer, Integer> lane) throws IOException {
      var served = 0;
      // For a write to a file the JVM lends another carrier, and takes it back after it.
      try (var log = new FileOutputStream("/dev/null")) {
        for (var i = 0; i < TIMES; i++) {
          log.write(i);
          if (lane.run(i) == i) served++;
        }
      }
      return served;
    }
  }
}
