package dev.starkeeper.otlp;

import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says now and then that spans are lost, in one line, in the place of what the SDK would print. */
final class WatchedExporter implements SpanExporter {
  private static final Logger log = LoggerFactory.getLogger(WatchedExporter.class);

  private static final Duration QUIET = Duration.ofMinutes(5);
  // Kept: the JVM forgets the level of a logger that nobody holds.
  private static final java.util.logging.Logger SDK =
      java.util.logging.Logger.getLogger("io.opentelemetry");

  private final SpanExporter exporter;
  private final InstantSource clock;
  private Instant quietUntil = Instant.MIN;
  private long lost;

  WatchedExporter(SpanExporter exporter, InstantSource clock) {
    this.exporter = exporter;
    this.clock = clock;
    SDK.setLevel(Level.OFF);
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    var count = spans.size();
    var result = exporter.export(spans);
    result.whenComplete(() -> {
      if (!result.isSuccess()) tell(count, result.getFailureThrowable());
    });
    return result;
  }

  private synchronized void tell(int count, @Nullable Throwable why) {
    lost += count;
    var now = clock.instant();
    if (now.isBefore(quietUntil)) return;
    quietUntil = now.plus(QUIET);
    log.warn("the collector of traces does not take them, {} spans lost: {}", lost, words(why));
    lost = 0;
  }

  /** Not the exception itself: its stack tells nobody anything. */
  private static String words(@Nullable Throwable why) {
    if (why instanceof HttpExportException http && http.getResponse() != null) {
      return "it answered " + http.getResponse().getStatusCode();
    }
    return String.valueOf(why == null || why.getCause() == null ? why : why.getCause());
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
