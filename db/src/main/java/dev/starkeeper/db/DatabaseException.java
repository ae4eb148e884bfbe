package dev.starkeeper.db;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** A transaction did not come to its end. */
public abstract sealed class DatabaseException extends RuntimeException {
  private static final String LOCK_TIMEOUT = "55P03";

  private DatabaseException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * The database was not there, not in time, or not taking writes: the transaction may or may not
   * have been committed. Asking again is safe and may help.
   */
  public static final class Unavailable extends DatabaseException {
    Unavailable(Throwable cause) {
      super("the database is not available: " + innermostWords(cause), cause);
    }

    /** Whether it is there, and somebody else holds just what was wanted (55P03). */
    public boolean isOnlyALock() {
      return stateOf(getCause()).equals(LOCK_TIMEOUT);
    }
  }

  /** It lost against a concurrent transaction each time it was tried. Nothing was written. */
  public static final class Contended extends DatabaseException {
    Contended(Throwable cause) {
      super("too much contention: " + cause.getMessage(), cause);
    }
  }

  /** The database refused what was asked. Asking again the same way is pointless. */
  public static final class Refused extends DatabaseException {
    Refused(Throwable cause) {
      super("the database refused: " + cause.getMessage(), cause);
    }

    /** Whether the data is at fault (classes 22, 23), not the schema, a right or a pooler. */
    public boolean blamesTheData() {
      var state = stateOf(getCause());
      return state.startsWith("22") || state.startsWith("23");
    }
  }

  /** Whether the database is behind it, however deep. */
  static boolean causes(Throwable thrown) {
    return sqlException(thrown) != null;
  }

  static DatabaseException of(Throwable thrown) {
    var sql = sqlException(thrown);
    if (sql == null) return new Refused(thrown);
    if (isContention(sql)) return new Contended(thrown);
    return isUnavailability(sql) ? new Unavailable(thrown) : new Refused(thrown);
  }

  /** What happened, in a line: the wrappers say how long was waited, or repeat the statement. */
  private static String innermostWords(Throwable thrown) {
    var words = thrown.getMessage();
    for (var t = thrown; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql) words = sql.getMessage();
    }
    return String.valueOf(words).lines().findFirst().orElse("");
  }

  private static @Nullable SQLException sqlException(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql) return sql;
    }
    return null;
  }

  private static boolean isContention(SQLException e) {
    var state = stateOf(e);
    return state.equals("40001") || state.equals("40P01"); // serialization failure, deadlock
  }

  /** By https://www.postgresql.org/docs/current/errcodes-appendix.html. */
  private static boolean isUnavailability(SQLException e) {
    if (e instanceof SQLTransientConnectionException) return true; // HikariCP: none free in time
    if (e instanceof SQLNonTransientConnectionException) return true;
    var state = stateOf(e);
    return state.startsWith("08") // connection
        || state.startsWith("53") // out of connections, memory, disk
        || state.startsWith("57") // shutting down, starting up, statement timeout
        || state.startsWith("58") // input or output
        || state.equals(LOCK_TIMEOUT)
        || state.equals("25P03") // idle in transaction too long
        || state.equals("25006"); // read only: this is not the primary any more
  }

  private static String stateOf(@Nullable Throwable thrown) {
    var sql = thrown == null ? null : sqlException(thrown);
    return sql == null ? "" : stateOf(sql);
  }

  private static String stateOf(SQLException e) {
    return e.getSQLState() == null ? "" : e.getSQLState();
  }
}
