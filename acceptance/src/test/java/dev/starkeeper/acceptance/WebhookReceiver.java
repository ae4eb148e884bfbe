package dev.starkeeper.acceptance;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A merchant's own server, which believes only what its library verifies. */
final class WebhookReceiver implements AutoCloseable {
  /** A request that was verified; {@code trace} is its traceparent, if it has one. */
  record Told(String id, String type, JsonObject body, String trace) {}

  final List<Told> told = new CopyOnWriteArrayList<>();
  final List<String> notVerified = new CopyOnWriteArrayList<>();
  final AtomicInteger arrived = new AtomicInteger();

  /** 0: it never answers. */
  volatile int status = 204;

  private volatile String secret = "";
  private final HttpServer server;

  private WebhookReceiver(HttpServer server) {
    this.server = server;
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
  }

  static WebhookReceiver start() {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      return new WebhookReceiver(HttpServer.create(address, 100));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  /** Returns the endpoint's id. */
  String registerAt(Installation shop) {
    var body = "{\"url\":\"" + url() + "\"}";
    var made = shop.asServer("POST", "/v1/webhook-endpoints", body);
    if (made.status() != 201) throw new AssertionError(made.toString());
    secret = made.text("secret");
    return made.text("id");
  }

  private void take(HttpExchange exchange) throws IOException {
    arrived.incrementAndGet();
    if (status == 0) return; // its connection stays open, and nothing is said
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (verify(exchange, body)) {
        var json = JsonParser.parseString(body).getAsJsonObject();
        var id = exchange.getRequestHeaders().getFirst("webhook-id");
        var trace = String.valueOf(exchange.getRequestHeaders().getFirst("traceparent"));
        told.add(new Told(id, json.get("type").getAsString(), json, trace));
      }
      exchange.sendResponseHeaders(status, -1);
    }
  }

  private boolean verify(HttpExchange exchange, String body) {
    Map<String, List<String>> headers = new HashMap<>();
    for (var name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
      headers.put(name, List.of(String.valueOf(exchange.getRequestHeaders().getFirst(name))));
    }
    try {
      new Webhook(secret).verify(body, headers);
      return true;
    } catch (WebhookVerificationException | EmptyWebhookSecretException e) {
      notVerified.add(e + " " + body);
      return false;
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
