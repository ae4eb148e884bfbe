package dev.starkeeper.invoice.meter;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * How many requests there are and how long they take: by endpoint, its path with a name for each
 * part that varies, never by what a stranger wrote.
 */
public final class RequestMeters {
  /** What stands for every path and method that nobody serves. */
  public static final String NONE = "none";

  private static final Duration[] LIMITS = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30) // the longest wait
  };

  private final MeterRegistry registry;
  private final Clock clock;

  public RequestMeters(MeterRegistry registry) {
    this.registry = registry;
    clock = registry.config().clock();
  }

  /** The answers of one endpoint to one method. */
  public final class Answers {
    private final String method;
    private final String endpoint;
    // Each made with its first answer: most endpoints give few of the statuses there are.
    private final ConcurrentMap<Integer, Timer> byStatus = new ConcurrentHashMap<>();

    private Answers(String method, String endpoint) {
      this.method = method;
      this.endpoint = endpoint;
    }

    /** When a request arrives: to be given to {@link #answered}. */
    public long now() {
      return clock.monotonicTime();
    }

    /** What came then was answered so, and the answer is written. */
    public void answered(int status, long arrived) {
      byStatus
          .computeIfAbsent(status, this::timer)
          .record(clock.monotonicTime() - arrived, TimeUnit.NANOSECONDS);
    }

    private Timer timer(int status) {
      return Timer.builder("starkeeper.http.requests")
          .description(
              "Requests, until their answer was written; waiting for an event is among it.")
          .tag("method", method)
          .tag("endpoint", endpoint)
          .tag("status", Integer.toString(status))
          .serviceLevelObjectives(LIMITS)
          .register(registry);
    }
  }

  /** {@code endpoint} is such as {@code /v1/invoices/{id}}, or {@link #NONE}. */
  public Answers of(String method, String endpoint) {
    return new Answers(method, endpoint);
  }

  /** {@code count} is how many requests are being served. */
  public void watchActive(IntSupplier count) {
    Gauge.builder("starkeeper.http.active", count, IntSupplier::getAsInt)
        .description("Requests that are being served, those who wait among them.")
        .strongReference(true)
        .register(registry);
  }

  /** {@code count} is how many wait for such a thing. */
  public void watchWaiting(String thing, IntSupplier count) {
    Gauge.builder("starkeeper.http.waiting", count, IntSupplier::getAsInt)
        .description("Requests that wait for something to happen.")
        .tag("thing", thing)
        .strongReference(true)
        .register(registry);
  }
}
