package dev.starkeeper.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.starkeeper.db.ConfigurationException;
import dev.starkeeper.db.Environment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceConfigTest {
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final Map<String, String> LEAST = Map.of(ENDPOINT, "http://collector:4318");

  @Test
  void defaults() {
    assertThat(read(LEAST))
        .contains(
            new TraceConfig(
                URI.create("http://collector:4318/v1/traces"),
                Map.of(),
                false,
                Duration.ofSeconds(10),
                new Sampling("parentbased_always_on", 1),
                Map.of("service.name", "bot-worker")));
  }

  @Test
  void withoutAnEndpointNothingIsLookedAt() {
    assertThat(read(Map.of("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", "OTEL_TRACES_SAMPLER", "x")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"OTEL_SDK_DISABLED,TRUE", "OTEL_TRACES_EXPORTER,none"})
  void canBeSwitchedOff(String name, String value) {
    assertThat(read(Map.of(ENDPOINT, "http://collector:4318", name, value))).isEmpty();
  }

  @Test
  void whatIsSaidOfTracesCountsFirst() {
    var settings = new HashMap<>(LEAST);
    settings.put("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "https://other/in?x=1");
    settings.put("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");
    settings.put("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/protobuf");
    settings.put("OTEL_EXPORTER_OTLP_HEADERS", "a=1");
    settings.put("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "Authorization=Basic%20a+b=, X-Two = 2,");
    settings.put("OTEL_EXPORTER_OTLP_TIMEOUT", "500");
    settings.put("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip");

    var config = read(settings).orElseThrow();

    assertThat(config.endpoint()).isEqualTo(URI.create("https://other/in?x=1"));
    assertThat(config.headers()).isEqualTo(Map.of("authorization", "Basic a+b=", "x-two", "2"));
    assertThat(config.timeout()).isEqualTo(Duration.ofMillis(500));
    assertThat(config.compressed()).isTrue();
    assertThat(config.toString()).doesNotContain("Basic", "x=1");
  }

  @Test
  void whoTellsMayBeNamed() {
    var settings = new HashMap<>(LEAST);
    settings.put("OTEL_RESOURCE_ATTRIBUTES", "service.name=a,deployment.environment.name=live");
    settings.put("OTEL_TRACES_SAMPLER", "traceidratio");
    settings.put("OTEL_TRACES_SAMPLER_ARG", "0.25");

    var config = read(settings).orElseThrow();
    settings.put("OTEL_SERVICE_NAME", "b");

    assertThat(config.resource())
        .isEqualTo(Map.of("service.name", "a", "deployment.environment.name", "live"));
    assertThat(config.sampling()).isEqualTo(new Sampling("traceidratio", 0.25));
    assertThat(read(settings).orElseThrow().resource()).containsEntry("service.name", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://c", "http://c/", "http://c:1/base", "http://c:1/base/"})
  void pathIsAddedToTheGeneralEndpoint(String endpoint) {
    var base = endpoint.endsWith("/") ? endpoint : endpoint + "/";

    assertThat(read(Map.of(ENDPOINT, endpoint)).orElseThrow().endpoint())
        .isEqualTo(URI.create(base + "v1/traces"));
  }

  @Test
  void headersMayBeAFile(@TempDir Path directory) throws IOException {
    var file = Files.writeString(directory.resolve("headers"), "api-key=hidden-word\n");
    var name = "OTEL_EXPORTER_OTLP_HEADERS_FILE";

    var config = read(Map.of(ENDPOINT, "http://c", name, file.toString())).orElseThrow();

    assertThat(config.headers()).isEqualTo(Map.of("api-key", "hidden-word"));
  }

  @Test
  void allFaultsAreToldAtOnceAndNoSecret() {
    var settings = new HashMap<String, String>();
    settings.put(ENDPOINT, "http://me:hidden-word@collector");
    settings.put("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "collector hidden-word:4318");
    settings.put("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");
    settings.put("OTEL_EXPORTER_OTLP_HEADERS", "hidden-word");
    settings.put("OTEL_EXPORTER_OTLP_TIMEOUT", "10s");
    settings.put("OTEL_EXPORTER_OTLP_COMPRESSION", "zstd");
    settings.put("OTEL_RESOURCE_ATTRIBUTES", "a=%zz");
    settings.put("OTEL_TRACES_EXPORTER", "console");
    settings.put("OTEL_TRACES_SAMPLER", "sometimes");
    settings.put("OTEL_TRACES_SAMPLER_ARG", "2");

    assertThatThrownBy(() -> read(settings))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e ->
                assertThat(e.faults())
                    .containsExactlyInAnyOrder(
                        ENDPOINT + ": not of the form http://host:4318, without a user",
                        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: not of the form http://host:4318,"
                            + " without a user",
                        "OTEL_EXPORTER_OTLP_PROTOCOL: only http/protobuf is spoken here, not grpc",
                        "OTEL_EXPORTER_OTLP_HEADERS: not of the form name=value,name=value",
                        "OTEL_EXPORTER_OTLP_TIMEOUT: not a number of milliseconds from 1 to 60000:"
                            + " 10s",
                        "OTEL_EXPORTER_OTLP_COMPRESSION: neither gzip nor none: zstd",
                        "OTEL_RESOURCE_ATTRIBUTES: a value has a % that is no escape",
                        "OTEL_TRACES_EXPORTER: neither otlp nor none: console",
                        "OTEL_TRACES_SAMPLER: not one of always_on, always_off, traceidratio, or"
                            + " one of them after parentbased_: sometimes",
                        "OTEL_TRACES_SAMPLER_ARG: not a number from 0 to 1: 2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"host=hidden-word", "a b=hidden-word", "a=hidden-word%0a", "=hidden-word"})
  void headersThatCannotBeSentAreFaults(String headers) {
    assertThatThrownBy(
            () -> read(Map.of(ENDPOINT, "http://c", "OTEL_EXPORTER_OTLP_HEADERS", headers)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("OTEL_EXPORTER_OTLP_HEADERS")
        .hasMessageNotContaining("hidden-word");
  }

  private static Optional<TraceConfig> read(Map<String, String> settings) {
    var environment = new Environment(settings);
    var config = TraceConfig.read(environment, "bot-worker");
    environment.check();
    return config.get();
  }
}
