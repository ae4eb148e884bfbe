package dev.starkeeper.db;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process of its own that runs one class of this class path. */
final class ChildJvm implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60; // a hang is told as one

  private final Process process;
  private final BufferedReader out;
  private final Path err;

  private ChildJvm(Process process, Path err) {
    this.process = process;
    this.out = process.inputReader();
    this.err = err;
  }

  /** With these variables and no others of ours. */
  static ChildJvm start(Class<?> main, Map<String, String> environment, String... arguments)
      throws IOException {
    var err = Files.createTempFile("child", ".err");
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classPath = System.getProperty("java.class.path");
    var options = List.of(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classPath);
    var command =
        Stream.of(options, List.of(main.getName()), List.of(arguments))
            .flatMap(List::stream)
            .toList();
    var builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
    builder.environment().putAll(environment);
    return new ChildJvm(builder.start(), err);
  }

  /** The next line it prints. */
  String line() throws IOException {
    return String.valueOf(out.readLine());
  }

  /** All it prints from here to its end. */
  List<String> remainingLines() throws IOException {
    return out.lines().toList();
  }

  /** SIGTERM. */
  void askToStop() {
    process.toHandle().destroy(); // Process.destroy() would close what it still prints
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Its exit status, once it has ended. */
  int status() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the child does not end");
    }
    return process.exitValue();
  }

  /** What it wrote to its standard error; after its end. */
  List<String> errors() throws IOException {
    return Files.readAllLines(err);
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.deleteIfExists(err);
  }
}
