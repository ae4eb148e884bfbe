package dev.starkeeper.sandbox;

import com.sun.net.httpserver.HttpServer;
import dev.starkeeper.sandbox.bot.Bots;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A running sandbox: the Bot API at {@code /bot<token>/}, its controls at {@code /sandbox/}. */
public final class SandboxServer implements AutoCloseable {
  private static final int BACKLOG = 1024;
  private static final int STOP_SECONDS = 2; // answers under way; waiting polls are let go before

  static {
    // The JDK's server reads these once. Left alone, it lets answers wait for Nagle's algorithm,
    // and
    // closes idle connections after 30 seconds, or at once when there are 200, under their clients.
    var properties = System.getProperties();
    properties.putIfAbsent("sun.net.httpserver.nodelay", "true");
    properties.putIfAbsent("sun.net.httpserver.maxIdleConnections", "10000");
    properties.putIfAbsent("sun.net.httpserver.idleInterval", "300"); // seconds
  }

  private final HttpServer http;
  private final ExecutorService threads;
  private final Bots bots;

  private SandboxServer(HttpServer http, ExecutorService threads, Bots bots) {
    this.http = http;
    this.threads = threads;
    this.bots = bots;
  }

  /** Listens when it returns. {@code clock} dates messages and decides when updates expire. */
  public static SandboxServer start(SandboxConfig config, InstantSource clock) throws IOException {
    var http = HttpServer.create();
    var address = new InetSocketAddress(config.bindAddress(), config.port());
    try {
      http.bind(address, BACKLOG);
    } catch (BindException e) {
      throw new IOException(address + ": " + e.getMessage(), e);
    }
    var bots = new Bots(clock, config.timing(), config.randomness());
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    http.createContext("/", new Front(bots));
    http.setExecutor(threads);
    http.start();
    return new SandboxServer(http, threads, bots);
  }

  /** Without a slash at the end: {@code /bot<token>/…} goes right behind it. */
  public URI url() {
    var address = http.getAddress();
    var host = address.getAddress();
    var name = host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host;
    return URI.create("http://" + literal(name) + ":" + address.getPort());
  }

  private static String literal(InetAddress address) {
    var text = address.getHostAddress();
    return text.contains(":") ? "[" + text + "]" : text;
  }

  /** Lets waiting polls and payers go, then stops. */
  @Override
  public void close() {
    bots.close();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) threads.shutdownNow();
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
    // Nothing is under way any more. Given a delay, the server would wait it out in full whenever
    // a fault has cut a connection: it takes those for answers still to come.
    http.stop(0);
  }
}
