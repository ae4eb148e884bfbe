package dev.starkeeper.bot;

import dev.starkeeper.bot.lead.Poller;
import dev.starkeeper.db.ConfigurationException;
import dev.starkeeper.db.DatabaseException;
import dev.starkeeper.telegram.TelegramException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a {@link Step} again and again on a virtual thread, whatever happens, until closed. */
final class Loop implements Poller {
  private static final Logger log = LoggerFactory.getLogger(Loop.class);

  // A pre-checkout that comes while a batch cannot be recorded (two seconds without a database)
  // and during the pause after it is still answered within ten.
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(2));
  // Whatever Telegram asks for: payments are waiting, and asking once a minute floods nobody.
  private static final Duration LONGEST_REST = Duration.ofMinutes(1);
  private static final Duration STOP_WAIT = Duration.ofSeconds(5); // of the ten a stop may take

  private final String name;
  private final Step step;
  private final Consumer<Throwable> whenBroken;
  private final Thread thread;
  private int failures;

  private Loop(String name, Step step, Consumer<Throwable> whenBroken) {
    this.name = name;
    this.step = step;
    this.whenBroken = whenBroken;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  /** {@code whenBroken} is told what made it impossible to run on, if anything did. */
  static Loop start(String name, Step step, Consumer<Throwable> whenBroken) {
    var loop = new Loop(name, step, whenBroken);
    loop.thread.start();
    return loop;
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) Thread.sleep(runOnce());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed: nothing else to do
    } catch (ConfigurationException | Error e) { // an Error leaves us in no known state
      whenBroken.accept(e);
    }
  }

  private Duration runOnce() throws InterruptedException {
    try {
      var rest = step.run();
      if (failures > 0) log.info("{} works again after {} failures", name, failures);
      failures = 0;
      return rest;
    } catch (ConfigurationException e) {
      throw e; // running it again cannot help: a person must act
    } catch (RuntimeException e) { // The one such catch in this process: a loop outlives its steps.
      if (Thread.currentThread().isInterrupted()) throw new InterruptedException();
      failures++;
      return pauseAfter(e);
    }
  }

  private Duration pauseAfter(RuntimeException e) {
    var pause = BACKOFF.pauseAfter(failures, RandomGenerator.getDefault());
    switch (e) {
      case TelegramException.TooManyRequests slow -> {
        log.warn("{}: {}", name, slow.getMessage());
        return slow.retryAfter().compareTo(LONGEST_REST) < 0 ? slow.retryAfter() : LONGEST_REST;
      }
      // The world is as it is: one line, no stack trace.
      case TelegramException _, DatabaseException.Unavailable _, DatabaseException.Contended _ ->
          log.warn("{}: {}; again in {}", name, e.getMessage(), pause);
      default -> log.error("{} went wrong; again in {}", name, pause, e);
    }
    return pause;
  }

  /** Interrupts the step and waits for it a moment. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      if (!thread.join(STOP_WAIT)) log.warn("{} has not stopped within {}", name, STOP_WAIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
