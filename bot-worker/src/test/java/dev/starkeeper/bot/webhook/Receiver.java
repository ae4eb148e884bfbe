package dev.starkeeper.bot.webhook;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A merchant's server over a raw socket, so that it can do all that servers ever do. */
final class Receiver implements AutoCloseable {
  /** What it was sent; headers by their name in lower case. */
  record Received(String line, Map<String, String> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /** Writes an answer, or whatever it likes. The connection is closed after it. */
  @FunctionalInterface
  interface Behaviour {
    void answer(Received received, OutputStream out) throws IOException, InterruptedException;
  }

  final List<Received> received = new CopyOnWriteArrayList<>();
  volatile Behaviour behaviour = status("200 OK");
  private final BlockingQueue<Received> arrivals = new LinkedBlockingQueue<>();
  private final ServerSocket listening;

  private Receiver(ServerSocket listening) {
    this.listening = listening;
    Thread.ofVirtual().name("receiver").start(this::accept);
  }

  static Receiver start() {
    try {
      return new Receiver(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Behaviour status(String statusAndHeaders) {
    return (_, out) ->
        write(out, "HTTP/1.1 " + statusAndHeaders + "\r\ncontent-length: 2\r\n\r\nok");
  }

  static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/hook?token=inner";
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Waits for the next one. */
  Received next() throws InterruptedException {
    var next = arrivals.poll(30, TimeUnit.SECONDS);
    if (next == null) throw new AssertionError("nothing arrived within 30 seconds");
    return next;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        var socket = listening.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      var line = line(in);
      if (line.isEmpty()) return;
      var headers = new HashMap<String, String>();
      for (var header = line(in); !header.isEmpty(); header = line(in)) {
        var colon = header.indexOf(':');
        headers.put(
            header.substring(0, colon).toLowerCase(Locale.ROOT),
            header.substring(colon + 1).strip());
      }
      var length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
      var body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
      var one = new Received(line, headers, body);
      received.add(one);
      arrivals.add(one);
      behaviour.answer(one, socket.getOutputStream());
    } catch (IOException e) {
      // The sender has had enough.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (var c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') line.append((char) c);
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
