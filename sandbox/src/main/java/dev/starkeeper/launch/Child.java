package dev.starkeeper.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process that we started, on a {@link Leash}, and what it says. */
public final class Child {
  private static final Duration LAST_WORDS = Duration.ofSeconds(1); // its pipe is closed by then

  private final String name;
  private final Process process;
  private final Thread listener;

  private Child(String name, Process process, Thread listener) {
    this.name = name;
    this.process = process;
    this.listener = listener;
  }

  /**
   * Starts a program.
   *
   * @param environment all of it: nothing is inherited
   * @param listener is given each line of its two outputs
   */
  public static Child start(
      String name,
      List<String> command,
      Map<String, String> environment,
      Consumer<String> listener) {
    var builder = new ProcessBuilder(Leash.around(command)).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      var process = builder.start();
      var thread = Thread.ofPlatform().daemon().name(name + " output");
      return new Child(name, process, thread.start(() -> listen(process, listener)));
    } catch (IOException e) {
      throw new LaunchFailure(name + " cannot be started: " + e.getMessage(), e);
    }
  }

  private static void listen(Process process, Consumer<String> listener) {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      lines.lines().forEach(listener);
    } catch (IOException | UncheckedIOException e) {
      // Its end of the pipe is closed: it has nothing more to say.
    }
  }

  public String name() {
    return name;
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Empty while it runs. When it has ended, all it said has been listened to. */
  public OptionalInt exitStatus() {
    if (process.isAlive()) return OptionalInt.empty();
    hearItOut();
    return OptionalInt.of(process.exitValue());
  }

  /** Lets the system's {@code kill} send it a signal that Java does not know. */
  public void signal(String name) {
    try {
      var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
      if (kill.waitFor() != 0) throw new LaunchFailure(this.name + " takes no SIG" + name);
    } catch (IOException e) {
      throw new LaunchFailure("there is no kill on this machine: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchFailure("interrupted", e);
    }
  }

  /** SIGTERM. By its handle, as {@link Process#destroy} would also stop listening to it. */
  public void askToStop() {
    process.toHandle().destroy();
  }

  /** Waits until then at most, and kills it if that was not enough. */
  public void endBy(Instant deadline, Instant now) {
    var patience = Math.max(Duration.between(now, deadline).toMillis(), 0);
    try {
      if (!process.waitFor(patience, TimeUnit.MILLISECONDS)) process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
    hearItOut();
  }

  private void hearItOut() {
    try {
      listener.join(LAST_WORDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
