package dev.starkeeper.bot.meter;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.DatabaseException;
import dev.starkeeper.model.BotId;
import dev.starkeeper.store.FiguresStore;
import dev.starkeeper.store.FiguresStore.Figures;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits in the database, read when somebody asks, and not again for some seconds: any number
 * of readers cost as much as one. Without a database the figures are absent, and nobody waits for
 * them twice.
 */
public final class StandingFigures implements MultiCollector {
  private static final Logger log = LoggerFactory.getLogger(StandingFigures.class);

  private static final Duration GOOD_FOR = Duration.ofSeconds(5); // below any usual scrape's pause

  /** What was read then; empty if the database was away. */
  private record Reading(Instant at, Optional<Map<BotId, Figures>> figures) {}

  private final Database database;
  private final Set<BotId> bots;
  private final InstantSource clock;
  private final ReentrantLock reading = new ReentrantLock();
  private Reading last = new Reading(Instant.MIN, Optional.empty());

  /** Of all the installation's bots, whichever of them this process polls. */
  public StandingFigures(Database database, Collection<BotId> bots, InstantSource clock) {
    this.database = database;
    this.bots = Set.copyOf(bots);
    this.clock = clock;
  }

  @Override
  public MetricSnapshots collect() {
    var now = clock.instant();
    return new FiguresPage(now).of(figures(now));
  }

  private Optional<Map<BotId, Figures>> figures(Instant now) {
    reading.lock();
    try {
      var isOld = !now.isBefore(last.at().plus(GOOD_FOR)) || now.isBefore(last.at());
      if (isOld) last = new Reading(now, read(now));
      return last.figures();
    } finally {
      reading.unlock();
    }
  }

  private Optional<Map<BotId, Figures>> read(Instant now) {
    try {
      return Optional.of(database.inTransaction(tx -> FiguresStore.find(tx, bots, now)));
    } catch (DatabaseException e) {
      log.warn("figures of the database are absent from /metrics: {}", e.getMessage());
      return Optional.empty();
    }
  }
}
