package dev.starkeeper.launch;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** Serves the demo's Mini App out of the jar, on this machine alone. */
final class MiniAppFiles implements AutoCloseable {
  private static final String FOLDER = "/dev/starkeeper/miniapp";
  private static final String INDEX = "/index.html";
  private static final String CONFIG = "/config.json";
  private static final Pattern NAME = Pattern.compile("(/[\\w-][\\w.-]*)+\\.[a-z0-9]+");
  private static final int NO_BODY = -1;
  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final String UNKNOWN = "application/octet-stream";
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml",
          "png", "image/png",
          "webp", "image/webp",
          "woff2", "font/woff2");

  private final HttpServer http;
  private final ExecutorService threads;
  private final String config;

  private MiniAppFiles(HttpServer http, ExecutorService threads, String config) {
    this.http = http;
    this.threads = threads;
    this.config = config;
  }

  /** Listens when it returns; the app is told where {@code api} is. */
  static MiniAppFiles start(Address api) throws IOException {
    var config = new JsonObject();
    config.addProperty("apiUrl", api.toString());
    var anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var http = HttpServer.create(anyPort, 0);
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    var files = new MiniAppFiles(http, threads, config.toString());
    http.createContext("/", files::answer);
    http.setExecutor(threads);
    http.start();
    return files;
  }

  /** Whether there is an app to serve: it needs Node to be built, and can be left out. */
  static boolean isBuiltIn() {
    return MiniAppFiles.class.getResource(FOLDER + INDEX) != null;
  }

  Address address() {
    return new Address(http.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = String.valueOf(exchange.getRequestURI().getPath());
      var name = path.equals("/") ? INDEX : path;
      var isReading = READING.contains(exchange.getRequestMethod());
      var content = isReading ? content(name) : Optional.<byte[]>empty();
      if (content.isEmpty()) exchange.sendResponseHeaders(isReading ? 404 : 405, NO_BODY);
      else send(exchange, name, content.get());
    }
  }

  private Optional<byte[]> content(String name) {
    if (name.equals(CONFIG)) return Optional.of(config.getBytes(StandardCharsets.UTF_8));
    if (!NAME.matcher(name).matches()) return Optional.empty();
    try (var file = MiniAppFiles.class.getResourceAsStream(FOLDER + name)) {
      return file == null ? Optional.empty() : Optional.of(file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " from the jar", e);
    }
  }

  private static void send(HttpExchange exchange, String name, byte[] content) throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", TYPES.getOrDefault(ending(name), UNKNOWN));
    headers.set("X-Content-Type-Options", "nosniff");
    // Names under assets hold a digest of what is in them.
    var isForGood = name.startsWith("/assets/");
    headers.set("Cache-Control", isForGood ? "max-age=31536000, immutable" : "no-cache");
    var isSilent = content.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(200, isSilent ? NO_BODY : content.length);
    if (!isSilent) exchange.getResponseBody().write(content);
  }

  private static String ending(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
