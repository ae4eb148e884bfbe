package dev.starkeeper.doctor;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.DatabaseException;
import dev.starkeeper.db.Migrations;
import dev.starkeeper.db.SessionTrial;
import dev.starkeeper.db.SessionTrial.Outcome;
import dev.starkeeper.store.CheckupStore;
import dev.starkeeper.store.PollerStore;
import dev.starkeeper.store.ServerStore;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Looks at the database and at each bot; what cannot be seen any more then is left out. */
final class Examine {
  private static final Duration LATE = Duration.ofMinutes(1); // tasks begin within a second
  private static final int FAILURES = 5;

  private final DoctorConfig config;
  private final InstantSource clock;
  private final List<Finding> findings = new ArrayList<>();

  Examine(DoctorConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
  }

  List<Finding> all() throws InterruptedException {
    try (var database = Database.open(config.database(), "doctor")) {
      var isUsable = server(database) && schema(database);
      var seen = isUsable ? work(database) : Optional.<ExamineBot.Seen>empty();
      bots(seen);
    }
    return findings;
  }

  private boolean server(Database database) {
    try {
      var sessions = SessionTrial.of(config.database());
      // What is asked in shared ones is answered now and then.
      if (sessions == Outcome.SHARED) {
        findings.add(CheckDatabase.sessions(sessions));
        return false;
      }
      var server = database.inTransaction(ServerStore::find);
      findings.add(CheckDatabase.version(server));
      findings.add(CheckDatabase.durability(server));
      findings.add(CheckDatabase.sessions(sessions));
      findings.add(CheckDatabase.connections(database.inTransaction(ServerStore::connections)));
      findings.add(clock(database));
      return true;
    } catch (DatabaseException | SQLException e) {
      findings.add(CheckDatabase.away(Words.of(e)));
      return false;
    }
  }

  private Finding clock(Database database) {
    var asked = clock.instant();
    var theirs = database.inTransaction(ServerStore::now);
    var middle = asked.plus(Duration.between(asked, clock.instant()).dividedBy(2));
    return CheckClock.of(
        "database clock", "the database's clock", Duration.between(theirs, middle));
  }

  private boolean schema(Database database) {
    var applied = looked("schema", () -> database.inTransaction(Migrations::appliedVersion));
    applied.ifPresent(
        version -> findings.add(CheckDatabase.schema(version, config.migrateOnStart())));
    return applied.filter(version -> version >= Migrations.NEEDED).isPresent();
  }

  private Optional<ExamineBot.Seen> work(Database database) {
    looked("workers", () -> database.inTransaction(PollerStore::workers))
        .ifPresent(workers -> findings.add(CheckWork.workers(workers)));
    Instant deadline = clock.instant().minus(LATE);
    looked("tasks", () -> database.inTransaction(tx -> CheckupStore.late(tx, deadline, FAILURES)))
        .ifPresent(late -> findings.add(CheckWork.late(late)));
    return looked("polling", () -> database.inTransaction(PollerStore::all))
        .map(pollers -> new ExamineBot.Seen(database, Map.copyOf(pollers)));
  }

  /** Empty, and told, if the database refuses it: a role may lack a right. */
  private <T> Optional<T> looked(String check, Supplier<T> look) {
    try {
      return Optional.of(look.get());
    } catch (DatabaseException e) {
      findings.add(Words.notSeen(check, e));
      return Optional.empty();
    }
  }

  private void bots(Optional<ExamineBot.Seen> seen) throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var examined =
          config.bots().stream()
              .map(bot -> new ExamineBot(bot, seen, config.reconcileEvery(), clock))
              .map(bot -> (Callable<List<Finding>>) bot::all)
              .toList();
      for (var one : threads.invokeAll(examined)) findings.addAll(one.resultNow());
    }
  }
}
