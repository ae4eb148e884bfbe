package dev.starkeeper.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.PGConnection;

/**
 * Tries whether a session stays ours between two statements, as advisory locks and {@code LISTEN}
 * need it. Behind a proxy that hands it to somebody else meanwhile (PgBouncer's transaction
 * pooling) it does not.
 */
public final class SessionTrial {
  /** What came of it. */
  public enum Outcome {
    OURS,
    /** Two clients were given the same session, or one of them two. */
    SHARED,
    /** It stays ours, and a notification does not arrive. */
    DEAF
  }

  private static final int ROUNDS = 3; // a proxy may take its sessions in turn
  private static final int NOTIFICATION_MS = 2_000;
  private static final String SECONDS = "3";
  private static final String CHANNEL = "session_trial";

  private SessionTrial() {}

  /** Needs two connections for a moment. */
  public static Outcome of(DatabaseConfig config) throws SQLException {
    try (var one = connect(config);
        var other = connect(config)) {
      for (var round = 0; round < ROUNDS; round++) {
        if (isShared(one, other)) return Outcome.SHARED;
      }
      return hears(one, other) ? Outcome.OURS : Outcome.DEAF;
    }
  }

  /** While the other is in a transaction, a proxy cannot give us its session. */
  private static boolean isShared(Connection one, Connection other) throws SQLException {
    var first = session(one);
    execute(other, "begin");
    var others = session(other);
    var isShared = first == others || session(one) != first;
    execute(other, "rollback");
    return isShared;
  }

  private static int session(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("select pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static boolean hears(Connection one, Connection other) throws SQLException {
    execute(one, "listen " + CHANNEL);
    execute(other, "notify " + CHANNEL);
    return one.unwrap(PGConnection.class).getNotifications(NOTIFICATION_MS).length > 0;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(DatabaseConfig config) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", config.user());
    properties.setProperty("password", config.password());
    properties.setProperty("ApplicationName", "starkeeper-doctor");
    properties.setProperty("preferQueryMode", "simple"); // prepared, they would stay with a session
    properties.setProperty("connectTimeout", SECONDS);
    properties.setProperty("loginTimeout", SECONDS);
    properties.setProperty("socketTimeout", SECONDS);
    return DriverManager.getConnection(config.jdbcUrl(), properties);
  }
}
