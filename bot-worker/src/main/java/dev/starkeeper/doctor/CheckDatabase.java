package dev.starkeeper.doctor;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.Migrations;
import dev.starkeeper.db.SessionTrial;
import dev.starkeeper.store.ServerStore.Connections;
import dev.starkeeper.store.ServerStore.Server;

/** Judges the database server by what it says of itself. */
final class CheckDatabase {
  private static final int OLDEST = 14;

  /** The pools of an API process and of a worker, and their three sessions beside them. */
  static final int NEEDED_CONNECTIONS = 2 * Database.POOL_SIZE + 3;

  private CheckDatabase() {}

  static Finding away(String words) {
    return Finding.trouble(
        "database",
        words,
        "Start PostgreSQL, or correct DATABASE_URL; what is in the database was not looked at.");
  }

  static Finding version(Server server) {
    var words = "PostgreSQL " + server.version();
    if (server.major() < OLDEST) {
      return Finding.trouble(
          "database", words, "Upgrade it: Starkeeper needs PostgreSQL 14 or newer.");
    }
    if (server.readOnly()) {
      return Finding.trouble(
          "database",
          words + ", takes no writes",
          "Have DATABASE_URL name the primary (several hosts may be given, separated by commas),"
              + " or set default_transaction_read_only to off.");
    }
    return Finding.ok("database", words + ", takes writes");
  }

  static Finding durability(Server server) {
    if (!server.keepsOrder()) {
      return Finding.trouble(
          "durability",
          "fsync or full_page_writes is off: a crash of the machine may cost the whole database",
          "Set both to on in postgresql.conf, and restart PostgreSQL.");
    }
    if (!server.keepsCommits()) {
      return Finding.warning(
          "durability",
          "synchronous_commit is off; Starkeeper turns it on for its own sessions",
          "Set synchronous_commit to on, so that what others write here is as safe.");
    }
    return Finding.ok("durability", "what is committed is on disk");
  }

  static Finding connections(Connections now) {
    var words =
        "%d may be added to Starkeeper's %d; an API process and a worker take up to %d"
            .formatted(now.free(), now.ours(), NEEDED_CONNECTIONS);
    return now.free() + now.ours() >= NEEDED_CONNECTIONS
        ? Finding.ok("connections", words)
        : Finding.warning(
            "connections",
            words,
            "Raise max_connections, or the limit of this database or role, or close what others"
                + " keep open.");
  }

  static Finding sessions(SessionTrial.Outcome outcome) {
    return switch (outcome) {
      case OURS -> Finding.ok("sessions", "stay ours, and hear notifications");
      case SHARED ->
          Finding.trouble(
              "sessions",
              "a proxy gives them to others between two statements",
              "Have DATABASE_URL lead to PostgreSQL itself, or set PgBouncer's pool_mode to"
                  + " session, as pollers hold locks in theirs; nothing else was looked at there.");
      case DEAF ->
          Finding.trouble(
              "sessions",
              "a notification does not arrive",
              "Have DATABASE_URL lead to PostgreSQL itself: waiting calls and webhooks are woken"
                  + " by LISTEN.");
    };
  }

  static Finding schema(int applied, boolean migrateOnStart) {
    var words = "at version %d, this release needs %d".formatted(applied, Migrations.NEEDED);
    if (applied > Migrations.NEEDED) {
      return Finding.ok("schema", words + ": a newer release has been here, which is fine");
    }
    if (applied == Migrations.NEEDED) return Finding.ok("schema", words);
    return migrateOnStart
        ? Finding.warning(
            "schema",
            words + "; the next start brings it up to date (MIGRATE_ON_START)",
            "Nothing, or at once: run ./starkeeper migrate.")
        : Finding.trouble(
            "schema", words, "Run ./starkeeper migrate, or set MIGRATE_ON_START=true.");
  }
}
