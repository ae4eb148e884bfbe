package dev.starkeeper.store;

import static dev.starkeeper.schema.Tables.HISTORY_CURSOR;

import dev.starkeeper.model.BalanceReading;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.HistoryCursor;
import dev.starkeeper.model.HistoryFindings;
import dev.starkeeper.model.StarAmount;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;

/** How far each bot's history is copied and recorded. Who moves it has it locked. */
public final class HistoryCursorStore {
  private static final String BEGIN =
      """
      insert into history_cursor
        (bot_id, first_read_at, generation, complete, position, ended, applied, restarts,
         recovered_payments, recovered_refunds, imported)
      values (?, ?::timestamptz, 1, 0, 0, 0, 0, 0, 0, 0, 0)
      on conflict do nothing
      """;

  private static final String ADVANCE =
      """
      update history_cursor
      set applied = applied + ?, imported = imported + ?,
          recovered_payments = recovered_payments + ?, recovered_refunds = recovered_refunds + ?,
          recovered_at = case when ? then ?::timestamptz else recovered_at end
      where bot_id = ?
      """;

  private static final String COPIED_TO_THE_END =
      """
      update history_cursor
      set position = position + ?, ended = position + ?, complete = generation
      where bot_id = ?
      """;

  private static final String RESTART =
      """
      update history_cursor
      set generation = generation + 1, position = 0, ended = 0, applied = 0, restarts = restarts + 1
      where bot_id = ?
      """;

  /** What one batch of lines turned out to be. */
  public record Batch(int lines, int payments, int refunds, int imported) {}

  private HistoryCursorStore() {}

  /** The first time for this bot: what it was paid until now may be somebody else's sale. */
  public static void begin(DSLContext tx, BotId bot, Instant now) {
    tx.execute(BEGIN, bot.value(), now.atOffset(ZoneOffset.UTC));
  }

  public static Optional<HistoryCursor> find(DSLContext tx, BotId bot) {
    return tx.select(HISTORY_CURSOR.fields())
        .from(HISTORY_CURSOR)
        .where(HISTORY_CURSOR.BOT_ID.eq(bot))
        .fetchOptional(HistoryCursorStore::cursor);
  }

  /** Whoever else reads this bot's history waits until we have committed. */
  public static HistoryCursor lock(DSLContext tx, BotId bot) {
    return tx.select(HISTORY_CURSOR.fields())
        .from(HISTORY_CURSOR)
        .where(HISTORY_CURSOR.BOT_ID.eq(bot))
        .forUpdate()
        .fetchSingle(HistoryCursorStore::cursor);
  }

  /** So many more lines are copied. */
  public static void copied(DSLContext tx, BotId bot, int lines) {
    tx.update(HISTORY_CURSOR)
        .set(HISTORY_CURSOR.POSITION, HISTORY_CURSOR.POSITION.plus(lines))
        .where(HISTORY_CURSOR.BOT_ID.eq(bot))
        .execute();
  }

  /** So many more lines are copied, and they were the last. */
  public static void copiedToTheEnd(DSLContext tx, BotId bot, int lines, BalanceReading balance) {
    tx.execute(COPIED_TO_THE_END, lines, lines, bot.value());
    if (!(balance instanceof BalanceReading.Told(var told, var at))) return;
    tx.update(HISTORY_CURSOR)
        .set(HISTORY_CURSOR.BALANCE, told.stars())
        .set(HISTORY_CURSOR.BALANCE_NANOSTARS, told.nanostars())
        .set(HISTORY_CURSOR.READ_AT, at)
        .where(HISTORY_CURSOR.BOT_ID.eq(bot))
        .execute();
  }

  /** The batch is recorded. */
  public static void advance(DSLContext tx, BotId bot, Batch batch, Instant now) {
    tx.execute(
        ADVANCE,
        batch.lines(),
        batch.imported(),
        batch.payments(),
        batch.refunds(),
        batch.payments() + batch.refunds() > 0,
        now.atOffset(ZoneOffset.UTC),
        bot.value());
  }

  /** The list is not the one we copied: another copy, from its beginning. */
  public static void restart(DSLContext tx, BotId bot) {
    tx.execute(RESTART, bot.value());
  }

  static BalanceReading balance(Record row) {
    var at = row.get(HISTORY_CURSOR.READ_AT);
    if (at == null) return new BalanceReading.NotYet();
    var stars = row.get(HISTORY_CURSOR.BALANCE);
    var nanos = row.get(HISTORY_CURSOR.BALANCE_NANOSTARS);
    return new BalanceReading.Told(new StarAmount(stars, nanos), at);
  }

  static HistoryFindings findings(Record row, long rejected) {
    return new HistoryFindings(
        row.get(HISTORY_CURSOR.RECOVERED_PAYMENTS),
        row.get(HISTORY_CURSOR.RECOVERED_REFUNDS),
        row.get(HISTORY_CURSOR.IMPORTED),
        Optional.ofNullable(row.get(HISTORY_CURSOR.RECOVERED_AT)).orElse(HistoryFindings.NEVER),
        row.get(HISTORY_CURSOR.RESTARTS),
        rejected);
  }

  static HistoryCursor cursor(Record row) {
    return new HistoryCursor(
        row.get(HISTORY_CURSOR.FIRST_READ_AT),
        row.get(HISTORY_CURSOR.GENERATION),
        row.get(HISTORY_CURSOR.COMPLETE),
        row.get(HISTORY_CURSOR.POSITION),
        row.get(HISTORY_CURSOR.ENDED),
        row.get(HISTORY_CURSOR.APPLIED));
  }
}
