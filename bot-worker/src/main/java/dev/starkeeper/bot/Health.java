package dev.starkeeper.bot;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.starkeeper.db.ConfigurationException;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.DatabaseException;
import dev.starkeeper.db.Migrations;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** {@code /healthz} and {@code /readyz} for a supervisor, on loopback alone. */
final class Health implements AutoCloseable {
  private static final String READY = "{\"status\":\"ready\"}";
  private static final String ALIVE = "{\"status\":\"alive\"}";
  private static final String AWAY = "{\"status\":503,\"code\":\"database_unavailable\"}";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private Health(HttpServer server, Database database) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/healthz", exchange -> answer(exchange, 200, ALIVE));
    server.createContext("/readyz", exchange -> answerReady(exchange, database));
    server.start();
  }

  static Health serve(int port, Database database) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      return new Health(HttpServer.create(address, 0), database);
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
      answer(exchange, 200, READY);
    } catch (DatabaseException | ConfigurationException e) {
      answer(exchange, 503, AWAY);
    }
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    try (exchange) {
      var body = json.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
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
