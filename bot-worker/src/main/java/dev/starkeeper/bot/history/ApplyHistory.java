package dev.starkeeper.bot.history;

import dev.starkeeper.bot.meter.RecordingMeters;
import dev.starkeeper.bot.payment.Outcome;
import dev.starkeeper.bot.payment.RecordPayments;
import dev.starkeeper.bot.payment.Source;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.DatabaseException;
import dev.starkeeper.model.BotId;
import dev.starkeeper.store.HistoryCursorStore;
import dev.starkeeper.store.HistoryCursorStore.Batch;
import dev.starkeeper.store.StarTransactionStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what the copied history tells of charges, as updates would have: a batch at a time, each
 * in one transaction with the cursor. A batch that cannot be recorded is tried line by line, and
 * what still cannot be is passed over and left to a person.
 */
final class ApplyHistory {
  private static final Logger log = LoggerFactory.getLogger(ApplyHistory.class);

  private static final int BATCH = 100; // as many as getUpdates gives

  private final Database database;
  private final BotId bot;
  private final InstantSource clock;
  private final RecordPayments recordPayments;
  private final RecordingMeters meters;

  ApplyHistory(
      Database database,
      BotId bot,
      InstantSource clock,
      RecordPayments recordPayments,
      RecordingMeters meters) {
    this.database = database;
    this.bot = bot;
    this.clock = clock;
    this.recordPayments = recordPayments;
    this.meters = meters;
  }

  /** Everything up to where the list was seen to end: what is behind may be refunded further on. */
  void apply() {
    var milestones = new Milestones("recorded", clock);
    long all = 0;
    int lines;
    do {
      Stopping.check();
      lines = recordSome();
      all += lines;
      if (lines > 0) milestones.passed(lines, all);
    } while (lines > 0);
  }

  private int recordSome() {
    try {
      return record(BATCH);
    } catch (DatabaseException.Refused e) {
      if (!e.blamesTheData()) throw e;
      return oneByOne(e);
    } catch (IllegalStateException | IllegalArgumentException | ArithmeticException e) {
      return oneByOne(e);
    }
  }

  private int oneByOne(RuntimeException cause) {
    log.warn("lines of the history cannot be recorded together, trying one by one", cause);
    var lines = 0;
    while (lines < BATCH) {
      Stopping.check();
      if (recordOne() == 0) return lines;
      lines++;
    }
    return lines;
  }

  private int recordOne() {
    var position =
        database.inTransaction(tx -> HistoryCursorStore.find(tx, bot)).orElseThrow().applied();
    try {
      return record(1);
    } catch (DatabaseException.Refused e) {
      if (!e.blamesTheData()) throw e;
      return passOver(position, e);
    } catch (IllegalStateException | IllegalArgumentException | ArithmeticException e) {
      return passOver(position, e);
    }
  }

  private int passOver(long position, RuntimeException cause) {
    log.error("line {} of the history is passed over, a person must look", position, cause);
    return database.inTransaction(tx -> {
      var cursor = HistoryCursorStore.lock(tx, bot);
      if (cursor.applied() != position) return 1; // another reconciler has passed it
      var reason = Map.of(position, String.valueOf(cause.getMessage()));
      StarTransactionStore.reject(tx, bot, cursor.generation(), reason);
      HistoryCursorStore.advance(tx, bot, new Batch(1, 0, 0, 0), clock.instant());
      return 1;
    });
  }

  /** Returns how many lines were recorded: at most {@code most}, 0 if there are none left. */
  private int record(int most) {
    var recorded = database.inTransaction(tx -> record(tx, most));
    meters.recovered(recorded.outcomes());
    return recorded.lines();
  }

  /** So many lines, and what became of what they told. */
  private record Recorded(int lines, List<Outcome> outcomes) {}

  private Recorded record(DSLContext tx, int most) {
    var cursor = HistoryCursorStore.lock(tx, bot);
    var lines = StarTransactionStore.next(tx, bot, cursor, most);
    if (lines.isEmpty()) return new Recorded(0, List.of());
    var told = HistoryReports.of(tx, bot, cursor, lines);
    var findings = new Findings(cursor, told.unusable());
    var outcomes = List.<Outcome>of();
    if (!told.reports().isEmpty()) {
      var source = Source.history(cursor.firstReadAt());
      var reports = told.reports().stream().map(HistoryReports.Told::report).toList();
      outcomes = recordPayments.recordIn(tx, reports, source);
      findings.gather(told.reports(), outcomes);
    }
    StarTransactionStore.reject(tx, bot, cursor.generation(), findings.rejected());
    HistoryCursorStore.advance(tx, bot, findings.batch(lines.size()), clock.instant());
    return new Recorded(lines.size(), outcomes);
  }
}
