package dev.starkeeper.soak;

import dev.starkeeper.db.EmbeddedDatabase;
import dev.starkeeper.launch.LaunchFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A PostgreSQL that writes to disk what it commits, and that can be restarted or killed: it comes
 * back on the same data and the same port.
 */
public final class DurablePostgres implements AutoCloseable {
  // Its processes notice the postmaster's death at once, unless a statement keeps them; five
  // seconds is the longest that one of ours may run.
  private static final Duration ORPHANS_END = Duration.ofSeconds(8);

  // The pipe closes however we end. Only if that was by a kill is there a server left to stop.
  private static final String GUARD =
      """
      trap '' INT HUP TERM
      exec 3<&0 </dev/null
      cat <&3
      if pid=$(head -n 1 "$1/postgres/postmaster.pid"); then
        kill -INT "$pid"
        for second in 1 2 3 4 5 6 7 8 9 10; do
          kill -0 "$pid" || break
          sleep 1
        done
      fi
      rm -rf -- "$1"
      """;

  private final Path directory;
  private final Process guard;
  private EmbeddedDatabase server;
  private boolean isClosed;

  private DurablePostgres(Path directory, Process guard, EmbeddedDatabase server) {
    this.directory = directory;
    this.guard = guard;
    this.server = server;
  }

  /** In a directory of its own, which is deleted when it is closed. */
  public static DurablePostgres start() throws IOException {
    var directory = Files.createTempDirectory("starkeeper-soak-postgres-");
    var guard =
        new ProcessBuilder("/bin/sh", "-c", GUARD, "guard-postgres", directory.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new DurablePostgres(directory, guard, started(directory, 0));
  }

  private static EmbeddedDatabase started(Path directory, int port) {
    try {
      return EmbeddedDatabase.keptIn(directory.resolve("postgres"), port);
    } catch (UncheckedIOException | IllegalStateException e) {
      throw new LaunchFailure("PostgreSQL does not start: " + e.getMessage(), e);
    }
  }

  /** As {@code DATABASE_URL} wants it; the same after a restart. */
  public synchronized String url() {
    return server.url();
  }

  /** As the other, for another database of this server. */
  public synchronized String url(String database) {
    return server.url(database);
  }

  /** What holds its files, and is deleted with them. */
  Path directory() {
    return directory;
  }

  /** A fast shutdown: it breaks every connection, and says so. */
  synchronized void restart() {
    if (isClosed) return;
    server.close();
    server = started(directory, server.port());
  }

  /** SIGKILL: what was not on disk is gone, and it recovers from its log. */
  synchronized void kill() {
    if (isClosed) return;
    var postmaster = postmaster();
    var all = new ArrayList<>(postmaster.descendants().toList());
    all.add(postmaster);
    postmaster.destroyForcibly();
    all.forEach(DurablePostgres::awaitEnd);
    server.close();
    server = started(directory, server.port());
  }

  private ProcessHandle postmaster() {
    var file = directory.resolve("postgres").resolve("postmaster.pid");
    try {
      var pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
      return ProcessHandle.of(pid)
          .orElseThrow(() -> new LaunchFailure("PostgreSQL has ended by itself"));
    } catch (IOException e) {
      throw new LaunchFailure("PostgreSQL has ended by itself: " + e.getMessage(), e);
    }
  }

  private static void awaitEnd(ProcessHandle process) {
    try {
      process.onExit().get(ORPHANS_END.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    server.close();
    guard.destroyForcibly();
    try (var files = Files.walk(directory)) {
      for (var file : inverse(files.toList())) Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new LaunchFailure("cannot delete " + directory + ": " + e.getMessage(), e);
    }
  }

  private static List<Path> inverse(List<Path> files) {
    return files.stream().sorted(Comparator.reverseOrder()).toList();
  }
}
