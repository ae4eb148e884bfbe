package dev.starkeeper.db;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A database of one test's own: a copy of a migrated template, on a server that all tests of a JVM
 * share.
 */
public final class TestDatabase implements AutoCloseable {
  private static final AtomicInteger COPIES = new AtomicInteger();

  private final DatabaseConfig config;
  private final Database database;

  private TestDatabase(DatabaseConfig config) {
    this.config = config;
    this.database = Database.open(config, "test");
  }

  /** Copies the template. */
  public static TestDatabase copy() {
    var name = "test_" + COPIES.incrementAndGet();
    Server.sql("create database " + name + " template template_migrated");
    return new TestDatabase(DatabaseConfig.parse(Server.SHARED.url(name)));
  }

  /** A new database without any schema. */
  public static TestDatabase empty() {
    var name = "test_" + COPIES.incrementAndGet();
    Server.sql("create database " + name);
    return new TestDatabase(DatabaseConfig.parse(Server.SHARED.url(name)));
  }

  public Database database() {
    return database;
  }

  public DatabaseConfig config() {
    return config;
  }

  /** As {@code DATABASE_URL} wants it. */
  public String url() {
    return config.jdbcUrl() + "?user=" + config.user();
  }

  @Override
  public void close() {
    database.close();
  }

  /** Started by the first test that needs it, stopped when the JVM ends. */
  private static final class Server {
    static final EmbeddedDatabase SHARED = start();

    private static EmbeddedDatabase start() {
      var server = EmbeddedDatabase.throwAway();
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop-test-database"));
      execute(server, "create database template_migrated");
      Migrations.migrate(DatabaseConfig.parse(server.url("template_migrated")));
      return server;
    }

    static void sql(String statement) {
      execute(SHARED, statement);
    }

    private static void execute(EmbeddedDatabase server, String statement) {
      var url = DatabaseConfig.parse(server.url());
      try (var connection = DriverManager.getConnection(url.jdbcUrl(), url.user(), "");
          var sql = connection.createStatement()) {
        sql.execute(statement);
      } catch (SQLException e) {
        throw new IllegalStateException("cannot do: " + statement, e);
      }
    }
  }
}
