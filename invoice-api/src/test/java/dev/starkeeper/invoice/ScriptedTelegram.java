package dev.starkeeper.invoice;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A Bot API that makes links, unless a test has told it to do something else first. */
final class ScriptedTelegram implements AutoCloseable {
  /** What it does with one call. */
  interface Act {
    void answer(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final AtomicInteger links = new AtomicInteger();
  private final Queue<Act> script = new ConcurrentLinkedQueue<>();
  private final List<String> linkRequests = new CopyOnWriteArrayList<>();
  private final List<String> edits = new CopyOnWriteArrayList<>();

  private ScriptedTelegram(HttpServer server) {
    this.server = server;
  }

  static ScriptedTelegram start() {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var telegram = new ScriptedTelegram(HttpServer.create(address, 0));
      telegram.server.createContext("/", telegram::handle);
      telegram.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      telegram.server.start();
      return telegram;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen", e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The next calls that come, in this sequence. */
  void next(Act... acts) {
    script.addAll(List.of(acts));
  }

  /** The bodies of all {@code createInvoiceLink} calls, decoded. */
  List<String> linkRequests() {
    return linkRequests;
  }

  /** The bodies of all {@code editUserStarSubscription} calls, whatever was answered. */
  List<String> edits() {
    return edits;
  }

  static Act refuse(int code, String description) {
    return answer(
        code,
        "{\"ok\":false,\"error_code\":%d,\"description\":\"%s\"}".formatted(code, description));
  }

  static Act slowDown(int seconds) {
    return answer(
        429,
        "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests: retry after %d\",\"parameters\":{\"retry_after\":%d}}"
            .formatted(seconds, seconds));
  }

  static Act answer(int status, String body) {
    return exchange -> write(exchange, status, body);
  }

  /** Breaks the connection off without an answer. */
  static Act cut() {
    return HttpExchange::close;
  }

  /** Makes a link once {@code gate} opens, after telling {@code reached}. */
  Act wait(CountDownLatch reached, CountDownLatch gate) {
    return exchange -> {
      reached.countDown();
      try {
        gate.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      makeLink(exchange);
    };
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var path = exchange.getRequestURI().getPath();
      if (path.endsWith("/createInvoiceLink")) {
        linkRequests.add(URLDecoder.decode(body, StandardCharsets.UTF_8));
      }
      if (path.endsWith("/editUserStarSubscription")) edits.add(body);
      var act = script.poll();
      if (act != null) {
        act.answer(exchange);
      } else if (path.endsWith("/getMe")) {
        write(exchange, 200, "{\"ok\":true,\"result\":{\"id\":1,\"username\":\"a_bot\"}}");
      } else if (path.endsWith("/editUserStarSubscription")) {
        write(exchange, 200, "{\"ok\":true,\"result\":true}");
      } else {
        makeLink(exchange);
      }
    }
  }

  private void makeLink(HttpExchange exchange) throws IOException {
    var link = "https://t.me/$link" + links.incrementAndGet();
    write(exchange, 200, "{\"ok\":true,\"result\":\"" + link + "\"}");
  }

  private static void write(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
