package dev.starkeeper.soak;

import dev.starkeeper.db.Exit;
import dev.starkeeper.launch.LaunchFailure;
import dev.starkeeper.launch.Products;
import dev.starkeeper.launch.Stopped;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** {@code ./starkeeper soak}: ends with 0 only if nothing was lost, doubled or left unsettled. */
final class Main {
  private static final int FAILED = 1;
  private static final int SEEDS = 1_000_000; // short enough to be typed again

  private Main() {}

  static void main(String[] arguments) {
    Exit.with(askedToStop -> {
      var seed = new SecureRandom().nextInt(SEEDS);
      var options = SoakOptions.parse(List.of(arguments), seed);
      try {
        run(options, askedToStop);
      } catch (Stopped e) {
        endAsFailed("stopped before there was a verdict");
      } catch (LaunchFailure e) {
        endAsFailed(e.why());
      }
    });
  }

  private static void run(SoakOptions options, CountDownLatch askedToStop) throws IOException {
    var products = Products.from(System.getProperties());
    var soak = new Soak(options, System.out, InstantSource.system(), askedToStop);
    var report = soak.run(products, System.getenv());
    System.out.println(report.text());
    if (options.report().isPresent()) {
      Files.writeString(options.report().get(), report.markdown());
    }
    if (!report.isGood()) endAsFailed("NOT GOOD: see above");
    System.out.println("GOOD: none lost, none doubled, and three books agree.");
  }

  /** Everything is closed by now; what happened is told, so no stack trace. */
  private static void endAsFailed(String why) {
    System.err.println(why);
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(FAILED);
  }
}
