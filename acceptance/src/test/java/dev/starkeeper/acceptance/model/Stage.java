package dev.starkeeper.acceptance.model;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.DatabaseConfig;
import dev.starkeeper.db.EmbeddedDatabase;
import dev.starkeeper.db.Migrations;
import dev.starkeeper.sandbox.SandboxConfig;
import dev.starkeeper.sandbox.SandboxServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** What all scripts of a test share, each with a bot of its own: a database, a sandbox, a clock. */
final class Stage implements AutoCloseable {
  /** When every script begins. */
  static final Instant DAWN = Instant.parse("2026-11-01T06:00:00Z");

  // As long as a worker that is there may need on a busy machine: Telegram would wait ten seconds.
  private static final Duration PRE_CHECKOUT_TIMEOUT = Duration.ofMillis(1_500);

  private final AtomicLong bots = new AtomicLong(7_200_000);
  private final AtomicReference<Instant> now;
  private final EmbeddedDatabase server;
  private final Database database;
  private final SandboxServer sandbox;

  private Stage(
      EmbeddedDatabase server,
      Database database,
      SandboxServer sandbox,
      AtomicReference<Instant> now) {
    this.now = now;
    this.server = server;
    this.database = database;
    this.sandbox = sandbox;
  }

  static Stage open() {
    var server = EmbeddedDatabase.throwAway();
    var config = DatabaseConfig.parse(server.url());
    Migrations.migrate(config);
    var database = Database.open(config, "model-test");
    var now = new AtomicReference<>(DAWN);
    return new Stage(server, database, startSandbox(now::get), now);
  }

  private static SandboxServer startSandbox(InstantSource clock) {
    var config =
        SandboxConfig.atAnyPort().withoutPollPacing().withPreCheckoutTimeout(PRE_CHECKOUT_TIMEOUT);
    try {
      return SandboxServer.start(config, clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A bot that nobody has seen, at dawn. */
  PlayedBot aBot(long seed) {
    now.set(DAWN);
    var token = bots.incrementAndGet() + ":AAFixedTokenOfTheModelBasedTests000042";
    var bot = new PlayedBot(sandbox.url(), token);
    bot.reset(seed);
    return bot;
  }

  Database database() {
    return database;
  }

  /** The time, for us and for the sandbox. */
  InstantSource clock() {
    return now::get;
  }

  /** Time goes by for both. */
  void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  @Override
  public void close() {
    sandbox.close();
    database.close();
    server.close();
  }
}
