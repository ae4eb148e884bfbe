package dev.starkeeper.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;

/**
 * PostgreSQL's advisory locks, held by a session on a connection of its own. They are free again
 * when the session ends: at once if its process dies; after {@code idleLimit} if nothing is heard
 * of it, be its process frozen or its network gone. So whoever holds any must {@link #look} more
 * often than that.
 *
 * <p>Not for several threads, and not through a proxy that hands one session to several clients
 * (PgBouncer's transaction pooling).
 */
public final class SessionLocks implements AutoCloseable {
  /** Who holds a lock. Of those that are shared there may be several for a key. */
  public record Holder(long key, int session) {}

  private static final String CHANNEL = "session_lock_released";

  /** A lock of 64 bits is shown as its two halves. */
  private static final String HOLDERS =
      """
      select classid::bigint << 32 | objid::bigint, pid
      from pg_locks
      where locktype = 'advisory' and objsubid = 1 and granted
        and database = (select oid from pg_database where datname = current_database())
        and classid::bigint >> 24 = any (?)
      """;

  private static final String TAKE =
      "select key from unnest(?::bigint[]) as wanted (key) where pg_try_advisory_lock(key)";

  private static final String SHARE = "select pg_try_advisory_lock_shared(?)";

  private static final String RELEASE =
      "select pg_advisory_unlock(key) from unnest(?::bigint[]) as held (key)";

  private final Connection connection;
  private final PGConnection notifying;
  private final int session;

  private SessionLocks(Connection connection) throws SQLException {
    this.connection = connection;
    this.notifying = connection.unwrap(PGConnection.class);
    this.session = notifying.getBackendPID();
  }

  /**
   * Begins a session that holds nothing yet.
   *
   * @param answerLimit how long the server may take to answer anything, whole seconds
   * @param idleLimit after which the server ends a session that asks nothing
   */
  public static SessionLocks connect(
      DatabaseConfig config, Duration answerLimit, Duration idleLimit) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", config.user());
    properties.setProperty("password", config.password());
    properties.setProperty("ApplicationName", "starkeeper-locks");
    properties.setProperty("connectTimeout", Long.toString(answerLimit.toSeconds()));
    properties.setProperty("loginTimeout", Long.toString(answerLimit.toSeconds()));
    // Half of it, so that there is time for the next host when the first one says nothing.
    properties.setProperty("sslResponseTimeout", Long.toString(answerLimit.toMillis() / 2));
    properties.setProperty("socketTimeout", Long.toString(answerLimit.toSeconds()));
    properties.setProperty("tcpKeepAlive", "true");
    var connection = DriverManager.getConnection(config.jdbcUrl(), properties);
    try (var statement = connection.createStatement()) {
      statement.execute("set idle_session_timeout = " + idleLimit.toMillis());
      // An answer that cannot be delivered would keep the session busy, and so not idle.
      statement.execute("set tcp_user_timeout = " + idleLimit.toMillis());
      statement.execute("listen " + CHANNEL);
      return new SessionLocks(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Ours among {@link Holder#session}. */
  public int session() {
    return session;
  }

  /** Who holds the locks whose key begins with one of these bytes (its highest eight bits). */
  public List<Holder> look(int... firstBytes) throws SQLException {
    var bytes = IntStream.of(firstBytes).mapToObj(Long::valueOf).toArray();
    try (var statement = connection.prepareStatement(HOLDERS)) {
      statement.setArray(1, connection.createArrayOf("bigint", bytes));
      var holders = new ArrayList<Holder>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) holders.add(new Holder(rows.getLong(1), rows.getInt(2)));
      }
      return holders;
    }
  }

  /** Takes those that nobody holds, waiting for none; returns them. Never ask for one of ours. */
  public Set<Long> take(Collection<Long> keys) throws SQLException {
    try (var statement = connection.prepareStatement(TAKE)) {
      statement.setArray(1, connection.createArrayOf("bigint", keys.toArray()));
      var taken = new HashSet<Long>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) taken.add(rows.getLong(1));
      }
      return taken;
    }
  }

  /** Takes a lock that others may take too, to be seen by them. */
  public void share(long key) throws SQLException {
    try (var statement = connection.prepareStatement(SHARE)) {
      statement.setLong(1, key);
      statement.execute();
    }
  }

  /** Gives locks of ours back, and wakes whoever waits in {@link #await}. */
  public void release(Collection<Long> keys) throws SQLException {
    try (var statement = connection.prepareStatement(RELEASE)) {
      statement.setArray(1, connection.createArrayOf("bigint", keys.toArray()));
      statement.execute();
    }
    try (var statement = connection.createStatement()) {
      statement.execute("notify " + CHANNEL);
    }
  }

  /** Returns after {@code limit}, or sooner when somebody released a lock. */
  public void await(Duration limit) throws SQLException {
    notifying.getNotifications(Math.toIntExact(limit.toMillis()));
  }

  /** Everything that is still held is free then. */
  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
