package dev.starkeeper.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** Takes traces over OTLP as OpenTelemetry's own collector does, or never answers. */
final class Collector implements AutoCloseable {
  /** What was told of one piece of work. */
  record Told(
      String service,
      Map<String, String> attributes,
      List<Map.Entry<String, Map<String, String>>> events,
      Span span) {
    String name() {
      return span.getName();
    }

    String trace() {
      return hex(span.getTraceId().toByteArray());
    }

    String id() {
      return hex(span.getSpanId().toByteArray());
    }

    String parent() {
      return hex(span.getParentSpanId().toByteArray());
    }

    boolean isFailed() {
      return span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR;
    }

    private static String hex(byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
  }

  final List<Told> told = new CopyOnWriteArrayList<>();

  /** Everything that came, as one text: whatever is in it can be sought. */
  final List<String> bytes = new CopyOnWriteArrayList<>();

  private final CountDownLatch closed = new CountDownLatch(1);
  private final HttpServer server;
  private final boolean hangs;

  private Collector(HttpServer server, boolean hangs) {
    this.server = server;
    this.hangs = hangs;
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  static Collector start() {
    return start(false);
  }

  static Collector startHanging() {
    return start(true);
  }

  private static Collector start(boolean hangs) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      return new Collector(HttpServer.create(address, 100), hangs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Waits for the first one that is so. */
  Told await(String what, Predicate<Told> isIt) {
    Await.until(what, () -> told.stream().anyMatch(isIt));
    return told.stream().filter(isIt).findFirst().orElseThrow();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      if (hangs) closed.await();
      bytes.add(new String(body, StandardCharsets.UTF_8));
      read(ExportTraceServiceRequest.parseFrom(body));
      exchange.sendResponseHeaders(200, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(ExportTraceServiceRequest request) {
    for (var resource : request.getResourceSpansList()) {
      var of = attributes(resource.getResource().getAttributesList());
      for (var scope : resource.getScopeSpansList()) {
        for (var span : scope.getSpansList()) {
          var events =
              span.getEventsList().stream()
                  .map(event -> Map.entry(event.getName(), attributes(event.getAttributesList())))
                  .toList();
          var own = attributes(span.getAttributesList());
          told.add(new Told(of.getOrDefault("service.name", ""), own, events, span));
        }
      }
    }
  }

  private static Map<String, String> attributes(List<KeyValue> pairs) {
    var attributes = new TreeMap<String, String>();
    pairs.forEach(pair -> attributes.put(pair.getKey(), text(pair.getValue())));
    return attributes;
  }

  private static String text(AnyValue value) {
    return value.hasIntValue() ? Long.toString(value.getIntValue()) : value.getStringValue();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
