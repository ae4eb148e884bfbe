package dev.starkeeper.launch;

import dev.starkeeper.db.Exit;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs the products together, as {@link Mode} says. */
final class Main {
  private static final int FAILED = 1;

  private Main() {}

  static void main(String[] arguments) {
    Exit.with(askedToStop -> {
      var mode = Mode.of(List.of(arguments));
      try {
        run(mode, Products.from(System.getProperties()), askedToStop);
      } catch (Stopped e) {
        if (mode == Mode.DEMO_BUY) endAsFailed("stopped before the Star was delivered");
        if (mode == Mode.REHEARSE) endAsFailed("stopped before the end of the rehearsal");
      } catch (LaunchFailure e) {
        endAsFailed(e.why());
      }
    });
  }

  private static void run(Mode mode, Products products, CountDownLatch askedToStop)
      throws IOException {
    var environment = System.getenv();
    var clock = InstantSource.system();
    var demo = new Demo(products, environment, clock, askedToStop);
    switch (mode) {
      case DEMO -> demo.stay();
      case DEMO_BUY -> demo.visit(shop -> new Purchase(shop, clock, askedToStop).play());
      case REHEARSE -> demo.visit(shop -> new Rehearsal(shop, clock).play());
      case UP -> new Up(products, environment, clock, askedToStop).run();
    }
  }

  /** Everything is closed by now; what happened is no news to a programmer, so no stack trace. */
  private static void endAsFailed(String why) {
    System.err.println(why);
    System.err.flush();
    Runtime.getRuntime().halt(FAILED);
  }
}
