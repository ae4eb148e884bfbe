package dev.starkeeper.store;

import static dev.starkeeper.schema.Tables.HISTORY_CURSOR;
import static dev.starkeeper.schema.Tables.STAR_TOTAL;

import dev.starkeeper.model.BalanceReading;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.StarAmount;
import dev.starkeeper.model.StarTotal;
import dev.starkeeper.model.StarTransaction.Direction;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Record;

/**
 * What waits, for whoever watches: read every few seconds, so each statement reads a bounded number
 * of index entries, whatever the tables hold: what is counted is ordered as its index is, lest the
 * planner think a whole table cheaper. Limits are part of a statement's text.
 */
public final class FiguresStore {
  /** Nothing is counted further: it is a person's work long before. */
  public static final int MOST = 1_000;

  /** Before each of the statements gives up: who asks has less patience than a buyer. */
  private static final String PATIENCE = "set local statement_timeout = '1s'";

  private static final String UNMATCHED =
      """
      select bot.id, (
        select count(*) from (
          select 1 from payment
          where payment.bot_id = bot.id and payment.status = 'UNMATCHED'
          order by paid_at desc, charge_id desc limit %d) as counted)
      from unnest(?::bigint[]) as bot (id)
      """
          .formatted(MOST);

  /**
   * An event is undelivered too while no worker has come to it: between that and the first that
   * waits for another attempt, the older.
   */
  private static final String WEBHOOKS =
      """
      select bot.id, coalesce(sum(dead.count), 0), min(oldest.occurred_at)
      from unnest(?::bigint[]) as bot (id)
      left join webhook_endpoint as endpoint
        on endpoint.bot_id = bot.id and endpoint.state = 'ACTIVE'
      left join lateral (
        select count(*) as count from (
          select 1 from webhook_delivery as one
          where one.bot_id = endpoint.bot_id and one.endpoint_id = endpoint.id
            and one.state = 'DEAD' order by event_id limit %d) as counted) as dead on true
      left join lateral (
        select least(
          (select event.occurred_at from (
             select event_id from webhook_delivery as one
             where one.bot_id = endpoint.bot_id and one.endpoint_id = endpoint.id
               and one.state = 'PENDING' order by event_id limit 1) as first
           cross join lateral (
             select occurred_at from event
             where event.bot_id = endpoint.bot_id and event.id = first.event_id
             limit 1) as event),
          (select occurred_at from event
           where event.bot_id = endpoint.bot_id and event.id > endpoint.last_event_id
           order by event.bot_id, event.id limit 1)) as occurred_at) as oldest on true
      group by bot.id
      """
          .formatted(MOST);

  /**
   * Those that are due, and those that come again within the longest pause between two attempts;
   * the earliest first, so that no backlog makes it read more.
   */
  private static final String OVERDUE =
      """
      select split_part(task_instance, ':', 1)::bigint, task_name, count(*)
      from (
        select task_name, task_instance, execution_time, consecutive_failures from scheduled_tasks
        where execution_time < ?::timestamptz + interval '12 minutes'
        order by execution_time limit %d) as soon
      where task_name = any(?)
        and (execution_time < ?::timestamptz - interval '1 minute' or consecutive_failures >= 5)
      group by 1, 2
      """
          .formatted(MOST);

  private static final List<String> WORK =
      List.of(
          OwedWorkStore.RECEIPT.getTaskName(),
          OwedWorkStore.REFUND.getTaskName(),
          OwedWorkStore.REFUND_NOTICE.getTaskName(),
          OwedWorkStore.ASSIGNMENT.getTaskName());

  /** {@code overdue} is by kind of work, for each kind there is. */
  public record Figures(
      long unmatched, Webhooks webhooks, Optional<History> history, Map<String, Long> overdue) {}

  /** {@code oldest} is when the oldest event happened that an endpoint is still to be told of. */
  public record Webhooks(long dead, Optional<Instant> oldest) {}

  /**
   * How far Telegram's history is read.
   *
   * @param completeAt when it last was to its end; before the first time, when we began
   * @param unrecorded lines that are read, and not recorded yet
   * @param difference Telegram's balance less ours; empty while the two are not of one moment
   */
  public record History(Instant completeAt, long unrecorded, Optional<StarAmount> difference) {}

  private FiguresStore() {}

  /** For each of these bots, all at one moment, if asked first in its transaction. */
  public static Map<BotId, Figures> find(DSLContext tx, Set<BotId> bots, Instant now) {
    tx.execute("set transaction isolation level repeatable read, read only");
    tx.execute(PATIENCE);
    var ids = bots.stream().map(BotId::value).toArray(Long[]::new);
    var unmatched =
        tx.fetch(UNMATCHED, (Object) ids).stream()
            .collect(Collectors.toMap(FiguresStore::bot, row -> row.get(1, Long.class)));
    var webhooks =
        tx.fetch(WEBHOOKS, (Object) ids).stream()
            .collect(Collectors.toMap(FiguresStore::bot, FiguresStore::webhooks));
    var history = history(tx, bots);
    var overdue = overdue(tx, now);
    return bots.stream()
        .collect(
            Collectors.toMap(
                bot -> bot,
                bot ->
                    new Figures(
                        unmatched.getOrDefault(bot, 0L),
                        webhooks.getOrDefault(bot, new Webhooks(0, Optional.empty())),
                        Optional.ofNullable(history.get(bot)),
                        overdue.getOrDefault(bot, nothing()))));
  }

  private static BotId bot(Record row) {
    return new BotId(row.get(0, Long.class));
  }

  private static Webhooks webhooks(Record row) {
    return new Webhooks(
        row.get(1, Long.class),
        Optional.ofNullable(row.get(2, OffsetDateTime.class)).map(OffsetDateTime::toInstant));
  }

  private static Map<BotId, History> history(DSLContext tx, Set<BotId> bots) {
    var totals =
        tx.select(STAR_TOTAL.fields())
            .from(STAR_TOTAL)
            .join(HISTORY_CURSOR)
            .on(
                HISTORY_CURSOR.BOT_ID.eq(STAR_TOTAL.BOT_ID),
                HISTORY_CURSOR.COMPLETE.eq(STAR_TOTAL.GENERATION))
            .where(HISTORY_CURSOR.BOT_ID.in(bots))
            .fetchGroups(STAR_TOTAL.BOT_ID, FiguresStore::total);
    return tx.select(HISTORY_CURSOR.fields())
        .from(HISTORY_CURSOR)
        .where(HISTORY_CURSOR.BOT_ID.in(bots))
        .fetchMap(
            HISTORY_CURSOR.BOT_ID,
            row -> history(row, totals.getOrDefault(row.get(HISTORY_CURSOR.BOT_ID), List.of())));
  }

  private static History history(Record row, List<StarTotal> totals) {
    var cursor = HistoryCursorStore.cursor(row);
    var unrecorded = cursor.ended() - cursor.applied();
    return switch (HistoryCursorStore.balance(row)) {
      case BalanceReading.NotYet _ ->
          new History(cursor.firstReadAt(), unrecorded, Optional.empty());
      case BalanceReading.Told(var told, var at) ->
          new History(
              at,
              unrecorded,
              cursor.isAtEnd() ? Optional.of(told.minus(StarTotal.sum(totals))) : Optional.empty());
    };
  }

  private static StarTotal total(Record row) {
    return new StarTotal(
        row.get(STAR_TOTAL.KIND),
        Direction.valueOf(row.get(STAR_TOTAL.DIRECTION)),
        new StarAmount(row.get(STAR_TOTAL.AMOUNT), row.get(STAR_TOTAL.NANOSTARS)),
        row.get(STAR_TOTAL.COUNT));
  }

  private static Map<BotId, Map<String, Long>> overdue(DSLContext tx, Instant now) {
    var at = now.atOffset(ZoneOffset.UTC);
    var all = new HashMap<BotId, Map<String, Long>>();
    tx.fetch(OVERDUE, at, WORK.toArray(String[]::new), at)
        .forEach(row ->
            all.computeIfAbsent(bot(row), _ -> nothing())
                .put(row.get(1, String.class), row.get(2, Long.class)));
    return all;
  }

  /** Each kind of work is there, so that none looks as if nobody had asked. */
  private static Map<String, Long> nothing() {
    return WORK.stream()
        .collect(Collectors.toMap(work -> work, _ -> 0L, (a, _) -> a, HashMap::new));
  }
}
