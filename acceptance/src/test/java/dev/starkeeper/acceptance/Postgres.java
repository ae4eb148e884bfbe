package dev.starkeeper.acceptance;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import dev.starkeeper.db.DatabaseConfig;
import dev.starkeeper.db.EmbeddedDatabase;
import dev.starkeeper.db.Migrations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A PostgreSQL that can be stopped and started again on the same port with the same data. */
final class Postgres implements AutoCloseable {
  private static final String ROLE_PASSWORD = "of-a-role-in-a-test";

  private final Path directory;
  private EmbeddedDatabase server;

  private Postgres(Path directory) {
    this.directory = directory;
    this.server = EmbeddedDatabase.keptIn(directory);
  }

  static Postgres start() {
    try {
      return new Postgres(Files.createTempDirectory("starkeeper-postgres-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One with the schema and the roles, as an operator makes them: the copy of a stopped one. */
  static Postgres installed() {
    try {
      var directory = Files.createTempDirectory("starkeeper-postgres-");
      copyFiles(Installed.ONCE.directory, directory);
      Files.copy(password(Installed.ONCE.directory), password(directory), COPY_ATTRIBUTES);
      return new Postgres(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copyFiles(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.skip(1).toList()) {
        Files.copy(file, to.resolve(from.relativize(file)), COPY_ATTRIBUTES);
      }
    }
  }

  /** Beside the data. */
  private static Path password(Path directory) {
    return directory.resolveSibling(directory.getFileName() + ".password");
  }

  /** Made by the first test that needs it, as that takes seconds; deleted when the JVM ends. */
  private static final class Installed {
    static final Postgres ONCE = make();

    private static Postgres make() {
      var made = start();
      Runtime.getRuntime().addShutdownHook(new Thread(made::close, "delete-installed-database"));
      made.install();
      made.stop();
      return made;
    }
  }

  String url() {
    return server.url();
  }

  /** Another database of this server. */
  String urlOf(String database) {
    return server.url(database);
  }

  /** Nobody may be connected to {@code from}. */
  void copy(String from, String to) {
    change("template1", "create database " + to + " template " + from);
  }

  /** Has a statement run in that database. */
  void change(String database, String sql) {
    var config = DatabaseConfig.parse(server.url(database));
    try (var connection =
            DriverManager.getConnection(config.jdbcUrl(), config.user(), config.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private void install() {
    Migrations.migrate(DatabaseConfig.parse(url()));
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(Files.readString(Sources.ROOT.resolve("deploy/database/roles.sql")));
      for (var role : List.of("starkeeper_api", "starkeeper_worker")) {
        statement.execute("alter role " + role + " password '" + ROLE_PASSWORD + "'");
      }
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("cannot install", e);
    }
  }

  /** For one who logs in as that role. */
  String url(String role) {
    return "postgresql://"
        + role
        + ":"
        + ROLE_PASSWORD
        + "@127.0.0.1:"
        + server.port()
        + "/postgres";
  }

  void stop() {
    server.close();
  }

  void startAgain() {
    server = EmbeddedDatabase.keptIn(directory, server.port());
  }

  /** The first column of each row. */
  List<String> rows(String query) {
    try (var connection = connect();
        var statement = connection.createStatement();
        var result = statement.executeQuery(query)) {
      var rows = new ArrayList<String>();
      while (result.next()) rows.add(String.valueOf(result.getString(1)));
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }

  Connection connect() throws SQLException {
    var config = DatabaseConfig.parse(server.url());
    return DriverManager.getConnection(config.jdbcUrl(), config.user(), config.password());
  }

  @Override
  public void close() {
    server.close();
    try (var files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(Postgres::delete);
      Files.deleteIfExists(password(directory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
