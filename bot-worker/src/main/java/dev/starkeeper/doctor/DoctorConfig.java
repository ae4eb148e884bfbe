package dev.starkeeper.doctor;

import dev.starkeeper.db.DatabaseConfig;
import dev.starkeeper.db.Environment;
import dev.starkeeper.sale.BotsConfig;
import dev.starkeeper.telegram.TelegramConfig;
import java.time.Duration;
import java.util.List;

/** Those of the processes' settings without which nothing can be looked at. */
record DoctorConfig(
    List<TelegramConfig> bots,
    DatabaseConfig database,
    boolean migrateOnStart,
    Duration reconcileEvery) {

  /** Throws {@link dev.starkeeper.db.ConfigurationException} with all faults at once. */
  static DoctorConfig from(Environment environment) {
    var bots = BotsConfig.read(environment);
    var database = environment.required("DATABASE_URL", DatabaseConfig::parse);
    var migrate = environment.flag("MIGRATE_ON_START", false);
    var reconcileEvery = environment.duration("RECONCILE_EVERY", Duration.ofMinutes(5));
    environment.check();
    return new DoctorConfig(bots.get(), database.get(), migrate.get(), reconcileEvery.get());
  }
}
