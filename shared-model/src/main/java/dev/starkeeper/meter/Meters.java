package dev.starkeeper.meter;

import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import java.util.Optional;

/**
 * The meters of one process, and their page for Prometheus. No label is a user's, a charge's or an
 * invoice's: what is unbounded is not here, nor is a secret. docs/metrics.md lists what is.
 */
public final class Meters implements AutoCloseable {
  /** Prometheus' text format, as a media type. */
  public static final String MEDIA_TYPE = "text/plain;version=0.0.4;charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();

  /** Of a process of that name, such as {@code bot-worker}. */
  public Meters(String process) {
    new JvmMemoryMetrics().bindTo(registry);
    collections.bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    Gauge.builder("starkeeper.build.info", () -> 1)
        .description("Always 1; which program this is, and of which release.")
        .tag("process", process)
        .tag("version", version())
        .register(registry);
  }

  private static String version() {
    return Optional.ofNullable(Meters.class.getPackage().getImplementationVersion())
        .orElse("unknown");
  }

  public MeterRegistry registry() {
    return registry;
  }

  /** Watches a connection pool. */
  public MetricsTrackerFactory ofPool() {
    return new MicrometerMetricsTrackerFactory(registry);
  }

  /** Has {@code figures} on the page too: looked up for each reader, and absent if not known. */
  public void add(MultiCollector figures) {
    registry.getPrometheusRegistry().register(figures);
  }

  /** All of them now, in Prometheus' text format. */
  public String page() {
    return registry.scrape();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
