package dev.starkeeper.db;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a process ends: 0 when asked to stop, 2 when its settings cannot be used (each fault on a
 * line of its own, no stack trace), 1 for anything else.
 */
public final class Exit {
  private static final Logger log = LoggerFactory.getLogger(Exit.class);

  private static final int FAILED = 1;
  private static final int BAD_CONFIGURATION = 2;
  // What a supervisor grants before it kills; the work's own limits are shorter.
  private static final Duration DRAIN = Duration.ofMillis(9_500);

  /** A process's work, from its settings to its end. */
  @FunctionalInterface
  public interface Work {
    /** Returns when the process has been asked to stop and everything is closed. */
    void run(CountDownLatch askedToStop) throws Exception;
  }

  private final CountDownLatch askedToStop = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);

  private Exit() {}

  /** Runs {@code work} and ends the process with its status, which SIGTERM and SIGINT make 0. */
  public static void with(Work work) {
    var exit = new Exit();
    Runtime.getRuntime().addShutdownHook(new Thread(exit::stopOnSignal, "stop"));
    var status = exit.statusOf(work);
    exit.finished.countDown();
    Runtime.getRuntime().exit(status);
  }

  /** Runs in a shutdown hook: the JVM would leave with 143, and would not wait for the work. */
  private void stopOnSignal() {
    var workIsOver = finished.getCount() == 0;
    if (workIsOver) return; // the exit that `with` itself asked for, with its own status
    askedToStop.countDown();
    try {
      var drained = finished.await(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
      Runtime.getRuntime().halt(drained ? 0 : FAILED);
    } catch (InterruptedException e) {
      Runtime.getRuntime().halt(FAILED);
    }
  }

  private int statusOf(Work work) {
    try {
      work.run(askedToStop);
      return 0;
    } catch (ConfigurationException e) {
      e.faults().forEach(System.err::println);
      return BAD_CONFIGURATION;
    } catch (DatabaseException e) {
      log.error("{}", e.getMessage()); // expected when the database is away: no stack trace
      return FAILED;
    } catch (Throwable e) { // The last line of a process: whatever it was, it is told.
      log.error("stopped", e);
      return FAILED;
    }
  }
}
