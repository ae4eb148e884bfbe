package dev.starkeeper.bot;

import dev.starkeeper.db.DatabaseConfig;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;

/** Watches from outside who waits for whom in a test's database. */
final class Locks {
  private static final int LOOKS = 60_000; // a minute at least, of which a millisecond is needed

  private Locks() {}

  /** Returns when a statement in this database waits for a lock. */
  static void awaitAWaiter(DatabaseConfig config) {
    var waiting =
        "select count(*) from pg_locks l join pg_stat_activity a using (pid)"
            + " where not l.granted and a.datname = current_database()";
    try (var connection =
            DriverManager.getConnection(config.jdbcUrl(), config.user(), config.password());
        var statement = connection.createStatement()) {
      for (var look = 0; look < LOOKS; look++) {
        try (var result = statement.executeQuery(waiting)) {
          if (result.next() && result.getInt(1) > 0) return;
        }
        LockSupport.parkNanos(1_000_000);
      }
      throw new AssertionError("nobody waits for a lock");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
