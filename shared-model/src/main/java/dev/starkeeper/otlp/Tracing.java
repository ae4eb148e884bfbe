package dev.starkeeper.otlp;

import java.time.InstantSource;
import java.util.Optional;

/** Traces at work, from the first that is told to the last. */
public final class Tracing implements AutoCloseable {
  private final Runnable end;

  private Tracing(Runnable end) {
    this.end = end;
  }

  /** As configured, if it is; nothing of OpenTelemetry is loaded otherwise. */
  public static Tracing start(Optional<TraceConfig> config, InstantSource clock) {
    return new Tracing(config.<Runnable>map(to -> ExportSpans.start(to, clock)).orElse(() -> {}));
  }

  /** Waits a moment for what is not told yet. */
  @Override
  public void close() {
    end.run();
  }
}
