package dev.starkeeper.launch;

import dev.starkeeper.db.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** An embedded PostgreSQL that does not outlive this process, however that ends. */
final class OwnDatabase implements AutoCloseable {
  // As in Leash: the pipe closes when we end. If the server is still the one we started, we were
  // killed. SIGINT is its fast shutdown. Of a server to be thrown away, the files go too.
  private static final String GUARD =
      """
      trap '' INT HUP TERM
      exec 3<&0 </dev/null
      cat <&3
      test "$(head -n 1 "$1/postmaster.pid")" = "$2" || exit
      kill -INT "$2"
      test "$3" = throw-away || exit
      for second in 1 2 3 4 5 6 7 8 9 10; do
        kill -0 "$2" || break
        sleep 1
      done
      rm -rf -- "$1"
      """;

  private final EmbeddedDatabase server;
  private final ProcessHandle postmaster;
  private final Process guard;

  private OwnDatabase(EmbeddedDatabase server, ProcessHandle postmaster, Process guard) {
    this.server = server;
    this.postmaster = postmaster;
    this.guard = guard;
  }

  static OwnDatabase throwAway() {
    return guarded(started(EmbeddedDatabase::throwAway), "throw-away");
  }

  static OwnDatabase keptIn(Path directory) {
    return guarded(started(() -> EmbeddedDatabase.keptIn(directory)), "keep");
  }

  private static EmbeddedDatabase started(Supplier<EmbeddedDatabase> start) {
    try {
      return start.get();
    } catch (UncheckedIOException | IllegalStateException e) {
      // Its own words, on what is wrong with the directory or the machine, are in the log above.
      throw new LaunchFailure("the embedded PostgreSQL does not start: " + e.getMessage(), e);
    }
  }

  private static OwnDatabase guarded(EmbeddedDatabase server, String afterwards) {
    try {
      var data = Records.of(server.url()).dataDirectory();
      var pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip();
      var postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
      var command =
          List.of("/bin/sh", "-c", GUARD, "guard-postgres", data.toString(), pid, afterwards);
      var guard =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new OwnDatabase(server, postmaster, guard);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw new LaunchFailure("the embedded PostgreSQL cannot be watched: " + e.getMessage(), e);
    }
  }

  /** As {@code DATABASE_URL} wants it. */
  String url() {
    return server.url();
  }

  boolean isRunning() {
    return postmaster.isAlive();
  }

  @Override
  public void close() {
    server.close();
    guard.destroyForcibly(); // it has nothing left to guard
  }
}
