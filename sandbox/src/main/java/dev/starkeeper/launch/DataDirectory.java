package dev.starkeeper.launch;

import dev.starkeeper.db.ConfigurationException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code ./data}: the embedded database, and which processes are running on it. */
final class DataDirectory implements AutoCloseable {
  private static final String OWNER_ALONE = "rwx------"; // the database trusts whoever reaches it
  // The children of a killed `up` are asked to stop at once and killed after twelve seconds.
  private static final Duration ORPHANS_ARE_GONE = Duration.ofSeconds(14);
  // A process is known by its pid and its start, which the system tells in steps of a second.
  private static final Duration SAME_START = Duration.ofSeconds(2);

  private final Path path;
  private final FileChannel lock;
  private final Set<String> remembered = new HashSet<>();

  private DataDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes it if it is missing, and keeps others out until closed or, however this process ends,
   * until then.
   *
   * @throws ConfigurationException if it cannot be used, or is used by another process
   */
  static DataDirectory lock(Path path) {
    try {
      if (!Files.isDirectory(path)) {
        var permissions = PosixFilePermissions.fromString(OWNER_ALONE);
        Files.createDirectories(path, PosixFilePermissions.asFileAttribute(permissions));
      }
      var channel =
          FileChannel.open(
              path.resolve("up.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() != null) return new DataDirectory(path, channel);
      channel.close();
    } catch (IOException e) {
      var why = e.getClass().getSimpleName(); // the message alone is only the path
      throw new ConfigurationException(List.of(path + " cannot be used: " + why));
    }
    throw new ConfigurationException(
        List.of("another `./starkeeper up` is running on " + path + ": stop it first"));
  }

  Path postgres() {
    return path.resolve("postgres");
  }

  /** So that the next run can tell whether it has been left behind. */
  void remember(Child child) {
    var start = child.handle().info().startInstant();
    if (start.isEmpty()) return; // it has ended already
    try {
      Files.writeString(pidFile(child.name()), child.handle().pid() + " " + start.get());
      remembered.add(child.name());
    } catch (IOException e) {
      throw new LaunchFailure("cannot write to " + path + ": " + e.getMessage(), e);
    }
  }

  /** A child of an earlier run that was killed may still be stopping; kills it if it does not. */
  void awaitEndOf(String name) throws IOException {
    leftBehind(name)
        .ifPresent(orphan -> {
          try {
            orphan.onExit().get(ORPHANS_ARE_GONE.toSeconds(), TimeUnit.SECONDS);
          } catch (TimeoutException | ExecutionException e) {
            orphan.destroyForcibly();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    Files.deleteIfExists(pidFile(name));
  }

  boolean hasLeftBehind(String name) {
    return leftBehind(name).isPresent();
  }

  private Optional<ProcessHandle> leftBehind(String name) {
    try {
      var words = Files.readString(pidFile(name)).strip().split(" ", -1);
      var start = Instant.parse(words[1]);
      return ProcessHandle.of(Long.parseLong(words[0])).filter(handle -> startedAt(handle, start));
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty(); // none, or only half written
    }
  }

  /** Otherwise the pid has been taken over by a stranger. */
  private static boolean startedAt(ProcessHandle handle, Instant start) {
    return handle
        .info()
        .startInstant()
        .filter(known -> Duration.between(known, start).abs().compareTo(SAME_START) < 0)
        .isPresent();
  }

  private Path pidFile(String name) {
    return path.resolve(name + ".pid");
  }

  /** By now the children are gone. */
  @Override
  public void close() throws IOException {
    for (var name : remembered) Files.deleteIfExists(pidFile(name));
    lock.close();
  }
}
