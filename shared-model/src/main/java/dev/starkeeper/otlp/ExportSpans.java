package dev.starkeeper.otlp;

import dev.starkeeper.trace.Traces;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * OpenTelemetry's SDK, set up. Nobody's work waits for a collector: what it does not take in time
 * is thrown away.
 */
final class ExportSpans implements Runnable {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration PAUSE = Duration.ofSeconds(2); // between two exports
  private static final int QUEUE = 2_048; // spans of a kilobyte or so
  private static final int BATCH = 512;
  private static final int LONGEST_VALUE = 256; // no id is longer
  private static final Duration LAST_FLUSH = Duration.ofSeconds(1); // of the ten a stop may take

  private final SdkTracerProvider provider;

  private ExportSpans(SdkTracerProvider provider) {
    this.provider = provider;
  }

  static ExportSpans start(TraceConfig config, InstantSource clock) {
    var exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(config.endpoint().toString())
            .setHeaders(config::headers)
            .setCompression(config.compressed() ? "gzip" : "none")
            .setConnectTimeout(CONNECT)
            .setTimeout(config.timeout())
            .build();
    var processor =
        BatchSpanProcessor.builder(new WatchedExporter(exporter, clock))
            .setScheduleDelay(PAUSE)
            .setExporterTimeout(config.timeout())
            .setMaxQueueSize(QUEUE)
            .setMaxExportBatchSize(BATCH)
            .build();
    var provider =
        SdkTracerProvider.builder()
            .setResource(resource(config.resource()))
            .setSampler(sampler(config.sampling()))
            .setSpanLimits(SpanLimits.builder().setMaxAttributeValueLength(LONGEST_VALUE).build())
            .addSpanProcessor(processor)
            .build();
    Traces.tell(provider.get("dev.starkeeper"));
    return new ExportSpans(provider);
  }

  private static Resource resource(Map<String, String> told) {
    var attributes = Attributes.builder();
    Optional.ofNullable(ExportSpans.class.getPackage().getImplementationVersion())
        .ifPresent(version -> attributes.put("service.version", version));
    told.forEach(attributes::put);
    return Resource.getDefault().merge(Resource.create(attributes.build()));
  }

  private static Sampler sampler(Sampling sampling) {
    var name = sampling.name();
    return name.startsWith(Sampling.PARENT)
        ? Sampler.parentBased(root(name.substring(Sampling.PARENT.length()), sampling.share()))
        : root(name, sampling.share());
  }

  private static Sampler root(String name, double share) {
    return switch (name) {
      case "always_on" -> Sampler.alwaysOn();
      case "always_off" -> Sampler.alwaysOff();
      default -> Sampler.traceIdRatioBased(share);
    };
  }

  /** The end: what waits is sent, if that is done in a moment. */
  @Override
  public void run() {
    Traces.tell(null);
    provider.shutdown().join(LAST_FLUSH.toMillis(), TimeUnit.MILLISECONDS);
  }
}
