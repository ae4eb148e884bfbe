package dev.starkeeper.otlp;

import dev.starkeeper.db.Environment;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where traces go, by OpenTelemetry's own names. Those that are not read here are not known; with
 * no endpoint none is looked at, since other programs of the machine may be meant.
 *
 * @param endpoint the whole address of the traces
 * @param headers a secret
 * @param resource who tells, {@code service.name} among it
 */
public record TraceConfig(
    URI endpoint,
    Map<String, String> headers,
    boolean compressed,
    Duration timeout,
    Sampling sampling,
    Map<String, String> resource) {
  private static final String GENERAL = "OTEL_EXPORTER_OTLP_";
  private static final String OF_TRACES = "OTEL_EXPORTER_OTLP_TRACES_";
  private static final Duration STANDARD_TIMEOUT = Duration.ofSeconds(10); // OpenTelemetry's own
  private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(60);

  /** Of {@code process}, unless the settings name the service; empty if nothing is to be told. */
  public static Supplier<Optional<TraceConfig>> read(Environment environment, String process) {
    if (isOff(environment)) return Optional::empty;
    var own = environment.optional(OF_TRACES + "ENDPOINT", TraceConfig::address, URI.create(""));
    var general = environment.optional(GENERAL + "ENDPOINT", TraceConfig::base, URI.create(""));
    environment.optional("OTEL_TRACES_EXPORTER", TraceConfig::exporter, "otlp");
    either(environment, "PROTOCOL", TraceConfig::protocol, "http/protobuf");
    var headers = either(environment, "HEADERS", Pairs::parseHeaders, Map.<String, String>of());
    var compressed = either(environment, "COMPRESSION", TraceConfig::isGzip, false);
    var timeout = either(environment, "TIMEOUT", TraceConfig::milliseconds, STANDARD_TIMEOUT);
    var sampler =
        environment.optional("OTEL_TRACES_SAMPLER", Sampling::parseName, Sampling.STANDARD.name());
    var share = environment.optional("OTEL_TRACES_SAMPLER_ARG", Sampling::parseShare, 1.0);
    var resource =
        environment.optional("OTEL_RESOURCE_ATTRIBUTES", Pairs::parse, Map.<String, String>of());
    var service = environment.text("OTEL_SERVICE_NAME");
    return () ->
        Optional.of(
            new TraceConfig(
                own.get().toString().isEmpty() ? general.get() : own.get(),
                headers.get(),
                compressed.get(),
                timeout.get(),
                new Sampling(sampler.get(), share.get()),
                named(resource.get(), service, process)));
  }

  private static boolean isOff(Environment environment) {
    var isNowhere =
        environment.text(OF_TRACES + "ENDPOINT").isEmpty()
            && environment.text(GENERAL + "ENDPOINT").isEmpty();
    return isNowhere
        || environment.text("OTEL_SDK_DISABLED").filter(TraceConfig::isTrue).isPresent()
        || environment.text("OTEL_TRACES_EXPORTER").equals(Optional.of("none"));
  }

  /** What is said of traces counts before what is said of everything. */
  private static <T> Supplier<T> either(
      Environment environment, String name, Function<String, T> parse, T otherwise) {
    var isOwn = environment.text(OF_TRACES + name).isPresent();
    return environment.optional((isOwn ? OF_TRACES : GENERAL) + name, parse, otherwise);
  }

  private static Map<String, String> named(
      Map<String, String> resource, Optional<String> service, String process) {
    var named = new LinkedHashMap<>(resource);
    named.putIfAbsent("service.name", process);
    service.ifPresent(name -> named.put("service.name", name));
    return Map.copyOf(named);
  }

  private static boolean isTrue(String text) {
    return text.toLowerCase(Locale.ROOT).equals("true");
  }

  private static String exporter(String text) {
    if (text.equals("otlp")) return text;
    throw new IllegalArgumentException("neither otlp nor none: " + text);
  }

  private static String protocol(String text) {
    if (text.equals("http/protobuf")) return text;
    throw new IllegalArgumentException("only http/protobuf is spoken here, not " + text);
  }

  private static boolean isGzip(String text) {
    return switch (text) {
      case "gzip" -> true;
      case "none" -> false;
      default -> throw new IllegalArgumentException("neither gzip nor none: " + text);
    };
  }

  private static Duration milliseconds(String text) {
    try {
      var time = Duration.ofMillis(Long.parseLong(text));
      if (time.isPositive() && time.compareTo(LONGEST_TIMEOUT) <= 0) return time;
    } catch (NumberFormatException e) {
      // Told below, in the same words as a number out of range.
    }
    throw new IllegalArgumentException(
        "not a number of milliseconds from 1 to " + LONGEST_TIMEOUT.toMillis() + ": " + text);
  }

  private static URI base(String text) {
    var base = address(text);
    if (base.getRawQuery() != null) {
      throw new IllegalArgumentException("an address to which v1/traces is added has no query");
    }
    return URI.create(base + (base.getPath().endsWith("/") ? "" : "/") + "v1/traces");
  }

  private static URI address(String text) {
    try {
      var uri = new URI(text);
      var http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      var isPlain = uri.getRawUserInfo() == null && uri.getRawFragment() == null;
      if (http && uri.getHost() != null && isPlain) return uri;
    } catch (URISyntaxException e) {
      // Told below. Not its words and not the text: somebody may have put a password into it.
    }
    throw new IllegalArgumentException("not of the form http://host:4318, without a user");
  }

  /** Without its secrets. */
  @Override
  public String toString() {
    return "TraceConfig[" + endpoint.getHost() + ", " + sampling + ", " + resource + "]";
  }
}
