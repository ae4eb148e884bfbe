package dev.starkeeper.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** One of the jars, running as a process of its own. */
final class Program implements AutoCloseable {
  // JSON may have its slashes escaped.
  private static final Pattern ADDRESS = Pattern.compile("http:[\\\\/]+127\\.0\\.0\\.1:(\\d+)");

  private final String name;
  private final Process process;
  private final Path log;

  private Program(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /** Starts {@code <module>/target/<module>.jar} with these settings alone. */
  static Program start(String module, Map<String, String> settings) {
    try {
      var logs = Files.createDirectories(Sources.ROOT.resolve("acceptance/target/logs"));
      var log = Files.createTempFile(logs, module + "-", ".log"); // kept, for whoever asks why
      var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      var jar = Sources.jar(module).toString();
      var builder =
          new ProcessBuilder(
              java, "-XX:+UseSerialGC", "-Xmx192m", "-XX:TieredStopAtLevel=1", "-jar", jar);
      builder.environment().keySet().removeIf(key -> !key.equals("PATH") && !key.equals("HOME"));
      builder.environment().putAll(settings);
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
      return new Program(module, builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it has told its address and says it is ready. */
  Program awaitReady() {
    Await.until(name + " is ready", () -> isReady());
    return this;
  }

  private boolean isReady() {
    if (!process.isAlive()) {
      throw new AssertionError(name + " ended with " + process.exitValue() + ":\n" + log());
    }
    try {
      return ADDRESS.matcher(log()).find() && Json.get(at("/readyz"), Map.of()).status() == 200;
    } catch (IllegalStateException e) {
      return false; // not listening yet
    }
  }

  URI at(String path) {
    var address = ADDRESS.matcher(log());
    if (!address.find()) throw new AssertionError(name + " has told no address:\n" + log());
    return URI.create("http://127.0.0.1:" + address.group(1) + path);
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL: it gets no chance to tidy up. */
  void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  /** STOP freezes it, CONT wakes it. */
  void signal(String name) {
    try {
      var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
      if (kill.waitFor() != 0) throw new AssertionError(this.name + " takes no SIG" + name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** SIGTERM; returns the exit status. */
  int stop() {
    process.destroy();
    return awaitExit();
  }

  int awaitExit() {
    try {
      if (!process.waitFor(2, TimeUnit.MINUTES)) throw new AssertionError(name + " does not end");
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
