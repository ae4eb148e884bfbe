package dev.starkeeper.telegram;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A Bot API that answers every call in one way, and remembers what it was sent. */
final class ScriptedBotApi implements AutoCloseable {
  /** What it does with a call. */
  @FunctionalInterface
  interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  /** A call as it came, its form decoded. */
  record Call(String path, Map<String, String> parameters) {}

  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  private ScriptedBotApi(Answer answer) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          var form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          calls.add(new Call(exchange.getRequestURI().getPath(), decoded(form)));
          answer.to(exchange);
        });
    server.start();
  }

  static ScriptedBotApi doing(Answer answer) {
    try {
      return new ScriptedBotApi(answer);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot serve on loopback", e);
    }
  }

  static ScriptedBotApi answering(int status, String body) {
    return doing(exchange -> send(exchange, status, body));
  }

  /** A successful call's answer. */
  static ScriptedBotApi answering(String result) {
    return answering(200, "{\"ok\":true,\"result\":" + result + "}");
  }

  static void send(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<Call> calls() {
    return List.copyOf(calls);
  }

  private static Map<String, String> decoded(String form) {
    var parameters = new TreeMap<String, String>();
    Arrays.stream(form.split("&"))
        .filter(part -> !part.isEmpty())
        .forEach(part -> {
          var name = part.substring(0, part.indexOf('='));
          var value = part.substring(part.indexOf('=') + 1);
          parameters.put(text(name), text(value));
        });
    return parameters;
  }

  private static String text(String encoded) {
    return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
