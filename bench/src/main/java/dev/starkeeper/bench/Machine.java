package dev.starkeeper.bench;

import dev.starkeeper.bench.seller.Shelf;
import dev.starkeeper.soak.DurablePostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where it was measured: of another machine the figures say little, and the ratios something. */
record Machine(int processors, String model, String java, String node, String postgres) {
  static Machine here(DurablePostgres postgres) throws IOException {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        findModel(),
        Runtime.version().toString(),
        askNode(),
        Shelf.of(postgres).word("show server_version"));
  }

  private static String findModel() throws IOException {
    var file = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(file)) return System.getProperty("os.arch");
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    }
  }

  private static String askNode() throws IOException {
    var process = new ProcessBuilder("node", "--version").redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  String text() {
    return "%d processors (%s), Java %s, Node %s, PostgreSQL %s"
        .formatted(processors, model, java, node, postgres);
  }
}
