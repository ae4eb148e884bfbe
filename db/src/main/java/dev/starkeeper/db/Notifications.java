package dev.starkeeper.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection that listens to channels for a whole process, so that waiting for an event costs
 * no connection. It reconnects by itself; what was notified meanwhile is lost to it, so its user is
 * told after each connect and looks for himself.
 */
public final class Notifications implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Notifications.class);

  // Also how long a silently dead connection goes unnoticed: each round ends with a question.
  private static final int WAIT_MS = 5_000;
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** Who is told. Both methods run on the listening thread and must be quick. */
  public interface Listener {
    /** The connection is (again) there: anything may have happened before. */
    void connected();

    void notified(String payload);
  }

  private final DatabaseConfig config;
  private final Map<String, Listener> listeners;
  private final Thread thread;

  private Notifications(DatabaseConfig config, Map<String, Listener> listeners) {
    this.config = config;
    this.listeners = listeners;
    this.thread = Thread.ofVirtual().name("listen").unstarted(this::run);
  }

  public static Notifications listen(DatabaseConfig config, String channel, Listener listener) {
    return listen(config, Map.of(channel, listener));
  }

  /** {@code listeners} are by channel: constants of ours, never somebody's input. */
  public static Notifications listen(DatabaseConfig config, Map<String, Listener> listeners) {
    var notifications = new Notifications(config, listeners);
    notifications.thread.start();
    return notifications;
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try (var connection = connect()) {
        listenOn(connection);
      } catch (SQLException e) {
        if (Thread.currentThread().isInterrupted()) return;
        log.warn("not listening: {}; again in {}", e.getMessage(), PAUSE);
        pause();
      }
    }
  }

  private void listenOn(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (var channel : listeners.keySet()) statement.execute("listen " + channel);
    }
    listeners.values().forEach(Listener::connected);
    var notifying = connection.unwrap(PGConnection.class);
    while (!Thread.currentThread().isInterrupted()) {
      for (var notification : notifying.getNotifications(WAIT_MS)) {
        var listener = listeners.get(notification.getName());
        if (listener != null) listener.notified(notification.getParameter());
      }
      if (!connection.isValid(WAIT_MS / 1_000)) throw new SQLException("the connection is dead");
    }
  }

  private Connection connect() throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", config.user());
    properties.setProperty("password", config.password());
    properties.setProperty("ApplicationName", "starkeeper-listen");
    properties.setProperty("connectTimeout", "3");
    properties.setProperty("sslResponseTimeout", "2000"); // then the next host
    properties.setProperty("socketTimeout", "10"); // above WAIT_MS
    properties.setProperty("tcpKeepAlive", "true");
    return DriverManager.getConnection(config.jdbcUrl(), properties);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
