package dev.starkeeper.db;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jooq.DSLContext;

/** The schema's history: {@code db/migration} applied in sequence, forward only. */
public final class Migrations {
  /** The newest migration there. A test holds it against the files. */
  public static final int NEEDED = 18;

  private static final String HISTORY = "flyway_schema_history";

  private Migrations() {}

  /**
   * Applies what is missing, under Flyway's lock, so that several processes may ask at once.
   *
   * @return how many were applied
   * @throws DatabaseException if the database does not do it
   */
  public static int migrate(DatabaseConfig config) {
    try (var pool = withoutStatementLimits(config)) {
      return Flyway.configure()
          .dataSource(pool)
          .locations("classpath:db/migration")
          .validateMigrationNaming(true)
          .load()
          .migrate()
          .migrationsExecuted;
    } catch (FlywayException e) {
      throw DatabaseException.of(e);
    }
  }

  /** An index over a large table takes longer than any statement of the processes may. */
  static HikariDataSource withoutStatementLimits(DatabaseConfig config) {
    var pool = Database.poolConfig(config, "migrate", 2, "set timezone = 'UTC'");
    pool.addDataSourceProperty("socketTimeout", "0"); // the driver's word for none
    return new HikariDataSource(pool);
  }

  /**
   * Throws if the schema is older than this code needs; a newer one is accepted, so that a release
   * can be rolled back.
   *
   * @throws ConfigurationException with what to do
   * @throws DatabaseException if the database does not say
   */
  public static void check(Database database) {
    var applied = database.inTransaction(Migrations::appliedVersion);
    if (applied < NEEDED) throw new ConfigurationException(tooOld(applied));
  }

  private static List<String> tooOld(int applied) {
    return List.of(
        "the database's schema is at version "
            + applied
            + " and this release needs "
            + NEEDED
            + ": run `./starkeeper migrate`, or set MIGRATE_ON_START=true");
  }

  /** The version the database is at; 0 when nothing was ever applied. */
  public static int appliedVersion(DSLContext tx) {
    var exists = tx.fetchValue("select to_regclass('" + HISTORY + "') is not null");
    if (!Boolean.TRUE.equals(exists)) return 0;
    var version =
        tx.fetchValue(
            "select coalesce(max(split_part(version, '.', 1)::integer), 0) from "
                + HISTORY
                + " where success");
    return version instanceof Integer number ? number : 0;
  }
}
