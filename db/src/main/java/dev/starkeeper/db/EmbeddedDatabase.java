package dev.starkeeper.db;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A PostgreSQL of one's own on a free port of this machine, with nothing to install: thrown away
 * when closed, or kept in a directory. Runs as root too. Whoever starts it closes it, also when the
 * process is asked to stop. Only for development, tests, and merchants who start small: it has
 * neither replicas nor backups.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  private static final Duration STARTUP = Duration.ofSeconds(60); // a busy machine, a recovery
  private static final long ORPHAN_STOP_SECONDS = 20;

  private final EmbeddedPostgres server;
  private final String secret; // what follows the user's name in the URL

  private EmbeddedDatabase(EmbeddedPostgres server, String secret) {
    this.server = server;
    this.secret = secret;
  }

  /** An empty server whose data is deleted when it is closed, and which is fast for it. */
  public static EmbeddedDatabase throwAway() {
    return start(EmbeddedPostgres.builder(), "");
  }

  /**
   * The server whose data is in {@code directory}, made if missing, and as durable as any: what is
   * committed there survives a crash of the machine. It asks for a password. A server left behind
   * by a killed process is stopped first.
   */
  public static EmbeddedDatabase keptIn(Path directory) {
    return keptIn(directory, 0);
  }

  /** As the other, on a port of one's choice; 0 takes any free one. */
  public static EmbeddedDatabase keptIn(Path directory, int port) {
    var data = directory.toAbsolutePath();
    stopOrphan(data.resolve("postmaster.pid"));
    var password = OwnPassword.of(data);
    var kept =
        start(
            EmbeddedPostgres.builder()
                .setConnectConfig("password", password)
                .setPort(port)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on") // the library starts every server with it off
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on"),
            ":" + password);
    try {
      OwnPassword.require(data, DatabaseConfig.parse(kept.url()));
      return kept;
    } catch (IllegalStateException e) { // a server that is open to all is not left running
      kept.close();
      throw e;
    }
  }

  private static EmbeddedDatabase start(EmbeddedPostgres.Builder builder, String secret) {
    try {
      return new EmbeddedDatabase(
          builder
              .setPGStartupWait(STARTUP)
              // The owner closes what uses the server first; a hook of its own would not.
              .setRegisterShutdownHook(false)
              .setServerConfig("max_connections", "100")
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("unix_socket_directories", "")
              .start(),
          secret);
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded PostgreSQL does not start", e);
    }
  }

  private static void stopOrphan(Path pidFile) {
    if (!Files.exists(pidFile)) return;
    try {
      var pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
      var orphan = ProcessHandle.of(pid).filter(EmbeddedDatabase::isPostgres);
      if (orphan.isPresent()) {
        // SIGINT is PostgreSQL's fast shutdown; Java's own SIGTERM would wait for its clients.
        new ProcessBuilder("kill", "-INT", Long.toString(pid)).start();
        waitFor(orphan.get().onExit());
      }
    } catch (IOException | NumberFormatException e) {
      throw new IllegalStateException("cannot read " + pidFile, e);
    }
  }

  /** A pid may have been taken over by another program since the machine was last started. */
  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().filter(command -> command.contains("postgres")).isPresent();
  }

  private static void waitFor(CompletableFuture<ProcessHandle> exit) {
    try {
      exit.get(ORPHAN_STOP_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          "the server that an earlier run left behind does not stop", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while an old server stops", e);
    }
  }

  /** The database all programs of an installation share, as {@code DATABASE_URL} wants it. */
  public String url() {
    return url("postgres");
  }

  public int port() {
    return server.getPort();
  }

  /** As {@link #url()}, for another database of this server. */
  public String url(String name) {
    return "postgresql://postgres" + secret + "@127.0.0.1:" + server.getPort() + "/" + name;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded PostgreSQL does not stop", e);
    }
  }
}
