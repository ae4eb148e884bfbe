package dev.starkeeper.drill;

import dev.starkeeper.db.DatabaseConfig;
import dev.starkeeper.db.Migrations;
import dev.starkeeper.launch.Account;
import dev.starkeeper.launch.LaunchFailure;
import dev.starkeeper.sandbox.SandboxConfig;
import dev.starkeeper.sandbox.SandboxServer;
import dev.starkeeper.soak.DurablePostgres;
import dev.starkeeper.soak.Programs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** What all drills stand on: a PostgreSQL that writes to disk, and a sandbox for Telegram. */
final class Ground implements AutoCloseable {
  private final DurablePostgres postgres;
  private final SandboxServer telegram;
  private final Means means;
  private final Path logs;
  private final RandomGenerator random = new SecureRandom();

  private Ground(DurablePostgres postgres, SandboxServer telegram, Means means, Path logs) {
    this.postgres = postgres;
    this.telegram = telegram;
    this.means = means;
    this.logs = logs;
  }

  static Ground start(Means means) throws IOException {
    var logs = Files.createTempDirectory("starkeeper-drill-");
    var postgres = DurablePostgres.start();
    try {
      var telegram = SandboxServer.start(SandboxConfig.atAnyPort(), means.clock());
      return new Ground(postgres, telegram, means, logs);
    } catch (IOException e) {
      postgres.close();
      throw e;
    }
  }

  Path logs() {
    return logs;
  }

  URI telegram() {
    return telegram.url();
  }

  Means means() {
    return means;
  }

  int databasePort() {
    return URI.create(postgres.url()).getPort();
  }

  /** A database of its own, and bots that are made up. */
  Scene scene(String name, Programs programs, int bots) {
    var database = "drill_" + name.replace('-', '_');
    create(database);
    Migrations.migrate(DatabaseConfig.parse(postgres.url(database)));
    var accounts = Stream.generate(() -> Account.madeUp(random)).limit(bots).toList();
    return new Scene(this, name, programs, postgres.url(database), accounts);
  }

  private void create(String database) {
    var config = DatabaseConfig.parse(postgres.url());
    try (var connection =
            DriverManager.getConnection(config.jdbcUrl(), config.user(), config.password());
        var statement = connection.createStatement()) {
      statement.execute("create database " + database);
    } catch (SQLException e) {
      throw new LaunchFailure("no database can be made: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    telegram.close();
    postgres.close();
  }
}
