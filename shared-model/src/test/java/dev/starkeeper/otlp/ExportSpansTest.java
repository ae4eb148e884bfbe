package dev.starkeeper.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.starkeeper.trace.Traces;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a collector gets, and what becomes of us when it does not want it. */
final class ExportSpansTest {
  private static final InstantSource NOON =
      InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));
  private static final int ENOUGH = 5_000; // more than the queue holds

  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger log = (Logger) LoggerFactory.getLogger(WatchedExporter.class);
  private volatile int status = 200;
  private final HttpServer collector;

  ExportSpansTest() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    collector.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    collector.createContext("/v1/traces", this::take);
    collector.start();
  }

  @BeforeEach
  void listen() {
    log.setLevel(Level.INFO);
    lines.start();
    log.addAppender(lines);
  }

  @AfterEach
  void close() {
    released.countDown();
    collector.stop(0);
    log.detachAppender(lines);
  }

  @Test
  void whatWaitsAtTheEndIsSentWithItsHeadersAndName() {
    try (var _ = start()) {
      Traces.work("a-piece-of-work").with("count", 3).run(() -> {});
    }
    Traces.work("too-late").run(() -> {});

    assertThat(bodies)
        .singleElement()
        .asString()
        .contains("a-piece-of-work", "count", "service.name", "the-tester");
    assertThat(keys).containsExactly("hidden-word");
    assertThat(lines.list).isEmpty();
  }

  @Test
  void collectorThatHangsHoldsNobodyUp() {
    status = 0;
    var began = System.nanoTime();

    try (var _ = start()) {
      for (var i = 0; i < ENOUGH; i++) Traces.work("work").run(() -> {});
    }

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(6));
  }

  @Test
  void collectorThatRefusesIsToldInOneLine() {
    status = 400;

    try (var _ = start()) {
      for (var i = 0; i < ENOUGH; i++) Traces.work("work").run(() -> {});
    }

    assertThat(bodies).hasSizeGreaterThan(1);
    assertThat(lines.list)
        .singleElement()
        .satisfies(line -> {
          assertThat(line.getFormattedMessage())
              .startsWith("the collector of traces does not take them, ")
              .contains("it answered 400")
              .doesNotContain("hidden-word");
          assertThat(line.getThrowableProxy()).isNull();
        });
  }

  private Tracing start() {
    var endpoint =
        URI.create("http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces");
    var config =
        new TraceConfig(
            endpoint,
            Map.of("api-key", "hidden-word"),
            true,
            Duration.ofSeconds(10),
            Sampling.STANDARD,
            Map.of("service.name", "the-tester"));
    return Tracing.start(Optional.of(config), NOON);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new GZIPInputStream(exchange.getRequestBody()).readAllBytes();
      keys.add(exchange.getRequestHeaders().getFirst("api-key"));
      bodies.add(new String(body, StandardCharsets.ISO_8859_1));
      if (status == 0) released.await();
      exchange.sendResponseHeaders(status == 0 ? 200 : status, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
