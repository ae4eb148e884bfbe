package dev.starkeeper.db;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code ./starkeeper migrate}: brings the schema of {@code DATABASE_URL} up to date. */
public final class Main {
  private static final Logger log = LoggerFactory.getLogger(Main.class);

  private Main() {}

  static void main() {
    Exit.with(_ -> {
      var environment = new Environment(System.getenv());
      var config = environment.required("DATABASE_URL", DatabaseConfig::parse);
      environment.check();
      var applied = Migrations.migrate(config.get());
      log.info("{} migrations applied; the schema is at version {}", applied, Migrations.NEEDED);
    });
  }
}
