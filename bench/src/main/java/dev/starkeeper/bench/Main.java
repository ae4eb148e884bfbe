package dev.starkeeper.bench;

import dev.starkeeper.bench.scenario.Stage;
import dev.starkeeper.bench.seller.Place;
import dev.starkeeper.bench.world.World;
import dev.starkeeper.db.Exit;
import dev.starkeeper.launch.Products;
import dev.starkeeper.soak.DurablePostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/**
 * {@code ./starkeeper bench}: a missed number is told and is no failure, as it may be the
 * machine's.
 */
final class Main {
  private final long start = System.nanoTime();

  private Main() {}

  static void main(String[] arguments) {
    Exit.with(_ -> new Main().run(BenchOptions.parse(List.of(arguments))));
  }

  private void run(BenchOptions options) throws IOException {
    var products = Products.from(System.getProperties());
    var home = Path.of(System.getProperty("starkeeper.home", ""));
    var logs = Files.createTempDirectory("starkeeper-bench-");
    say("the processes' logs: " + logs);
    var table = new Table();
    try (var world = World.start();
        var postgres = DurablePostgres.start()) {
      var place = new Place(world, postgres, products, home.resolve("bench/peer"), logs);
      var stage = new Stage(place, this::say);
      for (var scenario : options.scenarios()) {
        say(scenario.word());
        table.add(scenario, scenario.play(stage));
      }
      say("done");
      System.out.println(table.text());
      if (options.isEverything()) {
        var today = LocalDate.now(ZoneOffset.UTC);
        var document = home.resolve("docs/performance.md");
        Report.write(document, table, Machine.here(postgres), today);
        System.out.println("Written to " + document + ".");
      }
    }
    System.out.println(
        table.isGood() ? "Every number was reached." : "Some were MISSED: see above.");
  }

  private void say(String what) {
    var seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
    System.out.println(String.format(Locale.ROOT, "%4d s  %s", seconds, what));
  }
}
