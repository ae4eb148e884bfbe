package dev.starkeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./starkeeper soak}, short: the same code, processes and faults as the long one. */
final class SoakTest {
  @TempDir private Path directory;

  @Test
  void nothingIsLostOrDoubledWhileEverythingIsKilled() throws Exception {
    var output = directory.resolve("output.txt");
    var report = directory.resolve("report.md");

    var status =
        run(output, "--minutes", "0.45", "--kill-every", "1", "--report", report.toString());

    var text = Files.readString(output);
    assertThat(status).as(text).isZero();
    var table = Files.readString(report);
    assertThat(count(table, "purchases tried")).isGreaterThan(1);
    assertThat(count(table, "charged")).isPositive();
    assertThat(count(table, "delivered") + count(table, "returned"))
        .isEqualTo(count(table, "charged"));
    assertThat(count(table, "lost")).isZero();
    assertThat(count(table, "doubled")).isZero();
    assertThat(count(table, "disagree")).isZero();
    assertThat(count(table, "kills survived")).isPositive();
    assertThat(table).doesNotContain("left out");
  }

  @Test
  void everyFaultOfTheOptionsIsToldAndNothingIsStarted() throws Exception {
    var output = directory.resolve("output.txt");

    assertThat(run(output, "--minutes", "long", "--speed", "9")).isEqualTo(2);
    assertThat(Files.readAllLines(output))
        .containsExactly(
            "not an option: --speed (there are --minutes --rate --seed --kill-every --report)",
            "--minutes: not a number from 0.2 to 1440: long");
  }

  /** As {@code ./starkeeper} does. */
  private static int run(Path output, String... options) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m", "--enable-native-access=ALL-UNNAMED"));
    command.add("-Dlogback.configurationFile=dev/starkeeper/soak/logback.xml");
    command.add("-Dstarkeeper.jvm=" + Sources.ROOT.resolve("deploy/jvm"));
    command.add("-Dstarkeeper.invoice-api=" + Sources.jar("invoice-api"));
    command.add("-Dstarkeeper.bot-worker=" + Sources.jar("bot-worker"));
    command.addAll(List.of("-cp", Sources.jar("sandbox").toString(), "dev.starkeeper.soak.Main"));
    command.addAll(List.of(options));
    var soak =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!soak.waitFor(20, TimeUnit.MINUTES)) { // it has limits of its own
        throw new AssertionError("it does not end:\n" + Files.readString(output));
      }
      return soak.exitValue();
    } finally {
      soak.destroyForcibly(); // and its children with it
    }
  }

  private static int count(String table, String row) {
    var start = "| " + row + " | ";
    return table
        .lines()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length(), line.length() - " |".length()))
        .mapToInt(Integer::parseInt)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row " + row + " in\n" + table));
  }
}
