package dev.starkeeper.bot;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.starkeeper.db.ConfigurationException;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.DatabaseException;
import dev.starkeeper.db.Migrations;
import dev.starkeeper.meter.Meters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** {@code /healthz} and {@code /readyz} for a supervisor, {@code /metrics} for Prometheus. */
final class Health implements AutoCloseable {
  private static final String JSON = "application/json";
  private static final String READY = "{\"status\":\"ready\"}";
  private static final String ALIVE = "{\"status\":\"alive\"}";
  private static final String AWAY = "{\"status\":503,\"code\":\"database_unavailable\"}";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private Health(HttpServer server, Database database, Meters meters) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/healthz", exchange -> answer(exchange, 200, JSON, ALIVE));
    server.createContext("/readyz", exchange -> answerReady(exchange, database));
    server.createContext(
        "/metrics", exchange -> answer(exchange, 200, Meters.MEDIA_TYPE, meters.page()));
    server.start();
  }

  /** On loopback alone. */
  static Health serve(int port, Database database, Meters meters) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      return new Health(HttpServer.create(address, 0), database, meters);
    } catch (IOException e) {
      throw new ConfigurationException(
          List.of("WORKER_PORT " + port + " cannot be used: " + e.getMessage()));
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  private static void answerReady(HttpExchange exchange, Database database) throws IOException {
    try {
      Migrations.check(database);
      answer(exchange, 200, JSON, READY);
    } catch (DatabaseException | ConfigurationException e) {
      answer(exchange, 503, JSON, AWAY);
    }
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    try (exchange) {
      var body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
