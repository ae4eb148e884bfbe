package dev.starkeeper.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A way to a database on which it is counted how often a client waits for the server: whenever it
 * says something after the server has spoken. What a statement costs on a real network is that.
 */
public final class RoundTrips implements AutoCloseable {
  private static final int BUFFER = 16_384;

  private final ServerSocket end;
  private final URI to;
  private final DatabaseConfig config;
  private final AtomicLong count = new AtomicLong();

  private RoundTrips(ServerSocket end, DatabaseConfig config) {
    this.end = end;
    this.config = config;
    to = URI.create(config.jdbcUrl().substring("jdbc:".length()));
  }

  /** As long as it is open. */
  public static RoundTrips to(DatabaseConfig config) {
    try {
      var trips = new RoundTrips(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), config);
      start(trips::accept);
      return trips;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen", e);
    }
  }

  /** The same database, by this way. */
  public DatabaseConfig config() {
    var near = "127.0.0.1:" + end.getLocalPort();
    return new DatabaseConfig(
        config.jdbcUrl().replace(to.getAuthority(), near), config.user(), config.password());
  }

  /** Of all connections together, from the beginning. */
  public long count() {
    return count.get();
  }

  /** Of the platform: what virtual ones allocate would be mistaken for the work's. */
  private static void start(Runnable work) {
    Thread.ofPlatform().daemon().name("round-trips").start(work);
  }

  private void accept() {
    try {
      while (true) {
        var near = end.accept();
        var far = new Socket(to.getHost(), to.getPort());
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        var isServersTurn = new AtomicBoolean();
        start(() -> carry(near, far, () -> ask(isServersTurn)));
        start(() -> carry(far, near, () -> isServersTurn.set(false)));
      }
    } catch (IOException _) {
      // Closed: nobody comes any more.
    }
  }

  private void ask(AtomicBoolean isServersTurn) {
    if (!isServersTurn.getAndSet(true)) count.incrementAndGet();
  }

  /** {@code note} comes first, so that nobody has an answer that is not counted. */
  private static void carry(Socket from, Socket into, Runnable note) {
    try (from;
        into) {
      var in = from.getInputStream();
      var out = into.getOutputStream();
      var buffer = new byte[BUFFER];
      for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        note.run();
        out.write(buffer, 0, read);
      }
    } catch (IOException _) {
      // One side has closed, and by this the other one is closed too.
    }
  }

  @Override
  public void close() {
    try {
      end.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
