package dev.starkeeper.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A database of one test's own: a copy of a migrated template, on a server that all tests of a JVM
 * share.
 */
public final class TestDatabase implements AutoCloseable {
  /** Whom {@code deploy/database/roles.sql} makes. */
  public enum Role {
    API,
    WORKER;

    String inDatabase() {
      return "starkeeper_" + name().toLowerCase(Locale.ROOT);
    }
  }

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

  /** For one who may do what that role may: a test's own connections may do everything. */
  public DatabaseConfig as(Role role) {
    return DatabaseConfig.parse(url(role));
  }

  /** As {@code DATABASE_URL} wants it. */
  public String url() {
    return config.jdbcUrl() + "?user=" + config.user();
  }

  /** As the other, for that role. */
  public String url(Role role) {
    return config.jdbcUrl() + "?user=" + role.inDatabase();
  }

  @Override
  public void close() {
    database.close();
  }

  /** The very file that an operator runs, from whichever module's tests. */
  public static String rolesScript() {
    var script = Path.of("deploy", "database", "roles.sql");
    var root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve(script))) root = root.resolve("..").normalize();
    try {
      return Files.readString(root.resolve(script));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Started by the first test that needs it, stopped when the JVM ends. */
  private static final class Server {
    static final EmbeddedDatabase SHARED = start();

    private static EmbeddedDatabase start() {
      var server = EmbeddedDatabase.throwAway();
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop-test-database"));
      execute(server.url(), "create database template_migrated");
      var template = server.url("template_migrated");
      Migrations.migrate(DatabaseConfig.parse(template));
      execute(template, rolesScript());
      return server;
    }

    static void sql(String statement) {
      execute(SHARED.url(), statement);
    }

    private static void execute(String at, String statement) {
      var url = DatabaseConfig.parse(at);
      try (var connection = DriverManager.getConnection(url.jdbcUrl(), url.user(), "");
          var sql = connection.createStatement()) {
        sql.execute(statement);
      } catch (SQLException e) {
        throw new IllegalStateException("cannot do: " + statement, e);
      }
    }
  }
}
