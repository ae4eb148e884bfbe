package dev.starkeeper.drill;

import dev.starkeeper.db.Exit;
import dev.starkeeper.launch.LaunchFailure;
import dev.starkeeper.launch.Products;
import dev.starkeeper.launch.Stopped;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** {@code ./starkeeper drill}: ends with 0 only if every number was reached. */
final class Main {
  private static final int FAILED = 1;

  private Main() {}

  static void main(String[] arguments) {
    Exit.with(askedToStop -> {
      var options = DrillOptions.parse(List.of(arguments));
      try {
        run(options, askedToStop);
      } catch (Stopped e) {
        endAsFailed("stopped before everything was measured");
      } catch (LaunchFailure e) {
        endAsFailed(e.why());
      }
    });
  }

  private static void run(DrillOptions options, CountDownLatch askedToStop) throws IOException {
    var products = Products.from(System.getProperties());
    var patience = new Patience(askedToStop);
    var drill = new Drill(options, System.out, InstantSource.system(), patience);
    var table = drill.run(products, System.getenv());
    System.out.println(table.text());
    if (options.report().isPresent()) {
      Files.writeString(options.report().get(), table.markdown());
    }
    if (!table.isGood()) endAsFailed("MISSED: see above");
    System.out.println("Every number was reached.");
  }

  /** Everything is closed by now; what happened is told, so no stack trace. */
  private static void endAsFailed(String why) {
    System.err.println(why);
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(FAILED);
  }
}
