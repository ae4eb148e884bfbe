package dev.starkeeper.acceptance.browser;

import dev.starkeeper.acceptance.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** {@code ./starkeeper demo} as its user has it: a process that says where to go. */
final class RunningDemo implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofMinutes(3);
  private static final Duration LONGEST_CALL = Duration.ofSeconds(30);
  private static final int STOP_SECONDS = 60;
  private static final Pattern PAGE =
      Pattern.compile("^ *(http://127\\.0\\.0\\.1:\\d+/\\?token=\\S+)$", Pattern.MULTILINE);
  // The last line that it prints.
  private static final Pattern WORD =
      Pattern.compile("^ *([A-Z_]+)='?([^'\\n]+)'?$", Pattern.MULTILINE);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final Path log;

  private RunningDemo(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static RunningDemo start() {
    try {
      var logs = Files.createDirectories(Sources.ROOT.resolve("acceptance/target/logs"));
      var log = Files.createTempFile(logs, "demo-", ".log");
      var command = new ArrayList<String>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("@" + Sources.ROOT.resolve("deploy/java-options"));
      command.add("-Dstarkeeper.jvm=" + Sources.ROOT.resolve("deploy/jvm"));
      command.add("-Dstarkeeper.invoice-api=" + Sources.jar("invoice-api"));
      command.add("-Dstarkeeper.bot-worker=" + Sources.jar("bot-worker"));
      command.add("-cp");
      command.add(Sources.jar("sandbox").toString());
      command.add("dev.starkeeper.launch.Main");
      command.add("demo");
      var builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().keySet().removeIf(key -> !key.equals("PATH") && !key.equals("HOME"));
      var demo = new RunningDemo(builder.start(), log);
      demo.awaitReady();
      return demo;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady() {
    var deadline = System.nanoTime() + LONGEST_START.toNanos();
    while (!said().contains("INIT_DATA=")) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new AssertionError("the demo does not start:\n" + said());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  private String said() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The page that plays Telegram's client, for the demo's bot. */
  String page() {
    var page = PAGE.matcher(said());
    if (!page.find()) throw new AssertionError("the demo names no page:\n" + said());
    return page.group(1);
  }

  private String word(String name) {
    var words = WORD.matcher(said());
    while (words.find()) if (words.group(1).equals(name)) return words.group(2);
    throw new AssertionError("the demo does not say " + name + ":\n" + said());
  }

  /** One of the sandbox's controls. */
  String control(String name, String body) {
    var uri = word("SANDBOX") + "/sandbox/" + name + "?token=" + word("BOT_TOKEN");
    return send(
        HttpRequest.newBuilder(URI.create(uri)).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** What the merchant's own server reads. */
  String asServer(String path) {
    return asServer("GET", path, "");
  }

  /** A call of the merchant's own server. */
  String asServer(String method, String path, String body) {
    var uri = URI.create(word("API") + path);
    return send(
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + word("SERVER_KEY"))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  private String send(HttpRequest.Builder request) {
    try {
      var answer =
          http.send(request.timeout(LONGEST_CALL).build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2)
        throw new AssertionError(answer.statusCode() + " " + answer.body());
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** As Ctrl-C does it: it takes everything with it. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.close();
  }
}
