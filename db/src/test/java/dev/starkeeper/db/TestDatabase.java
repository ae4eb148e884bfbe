package dev.starkeeper.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A database of one test's own: a copy of a migrated template, on a server that all tests of a JVM
 * share. Nothing of it is left once it is closed.
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

  private final String name;
  private final DatabaseConfig config;
  private final Database database;

  private TestDatabase(String name) {
    this.name = name;
    this.config = DatabaseConfig.parse(TestServer.SHARED.url(name));
    this.database = Database.open(config, "test");
  }

  /** Copies the template. */
  public static TestDatabase copy() {
    return new TestDatabase(TestServer.SHARED.copy());
  }

  /** A new database without any schema. */
  public static TestDatabase empty() {
    return new TestDatabase(TestServer.SHARED.empty());
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
    TestServer.SHARED.drop(name);
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
}
