package dev.starkeeper.invoice;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.Environment;
import dev.starkeeper.db.Exit;
import dev.starkeeper.meter.Meters;
import dev.starkeeper.otlp.Tracing;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The invoice-api process. */
public final class Main {
  private static final Logger log = LoggerFactory.getLogger(Main.class);

  private Main() {}

  static void main() {
    Exit.with(
        askedToStop -> run(InvoiceApiConfig.from(new Environment(System.getenv())), askedToStop));
  }

  private static void run(InvoiceApiConfig config, CountDownLatch askedToStop)
      throws InterruptedException {
    var clock = InstantSource.system();
    try (var _ = Tracing.start(config.running().traces(), clock);
        var meters = new Meters("invoice-api");
        var database = Database.open(config.database(), "invoice-api", meters.ofPool());
        var bots = ServedBots.open(config.bots())) {
      if (!Prepare.schema(config, database, askedToStop)) return;
      Prepare.bots(bots.all());
      try (var api = InvoiceApi.start(config, database, bots.all(), clock, meters)) {
        log.info("listening on {}", api.url());
        askedToStop.await();
        log.info("stopping");
      }
    }
  }
}
