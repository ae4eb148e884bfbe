package dev.starkeeper.store;

import dev.starkeeper.model.BotId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** What waits for a person or is late, counted no further than {@link #MOST}. */
public final class CheckupStore {
  /** Beyond it, the number does not matter. */
  public static final int MOST = 1_000;

  /** Sorted as their indexes are, so that only these are read. */
  private static final String WAITING =
      """
      select
        (select count(*) from (
          select 1 from payment where bot_id = asked.bot and status = 'REFUND_FAILED'
          order by paid_at desc, charge_id desc limit %1$d) as one),
        (select count(*) from webhook_endpoint
          where bot_id = asked.bot and state = 'DISABLED'),
        (select count(*) from (
          select 1 from rejected_update where bot_id = asked.bot limit %1$d) as one)
      from (select ?::bigint as bot) as asked
      """
          .formatted(MOST);

  private static final String LATE =
      """
      select task_name,
        count(*) filter (where not picked and execution_time < ?::timestamptz),
        count(*) filter (where consecutive_failures >= ?),
        min(execution_time)
      from (
        select * from (
          select task_name, picked, execution_time, consecutive_failures from scheduled_tasks
          order by execution_time limit %1$d) as owed
        union all
        select * from (
          select task_name, picked, execution_time, consecutive_failures from webhook_task
          order by execution_time limit %1$d) as webhooks) as task
      where not picked and execution_time < ?::timestamptz or consecutive_failures >= ?
      group by task_name order by task_name
      """
          .formatted(MOST);

  /** Of one bot, beside its {@link FiguresStore.Figures}. {@code disabled} are endpoints. */
  public record Waiting(long refundFailed, long disabled, long rejected) {}

  /** Tasks of a kind: not begun though their time has come, or failing again and again. */
  public record Late(String task, long overdue, long failing, Optional<Instant> oldest) {}

  private CheckupStore() {}

  public static Waiting waiting(DSLContext tx, BotId bot) {
    var row = tx.fetchSingle(WAITING, bot.value());
    return new Waiting(row.get(0, Long.class), row.get(1, Long.class), row.get(2, Long.class));
  }

  /** Those that should have begun before {@code deadline} or have failed {@code failures} times. */
  public static List<Late> late(DSLContext tx, Instant deadline, int failures) {
    var at = deadline.atOffset(ZoneOffset.UTC);
    return tx.fetch(LATE, at, failures, at, failures)
        .map(row ->
            new Late(
                row.get(0, String.class),
                row.get(1, Long.class),
                row.get(2, Long.class),
                Optional.ofNullable(row.get(3, OffsetDateTime.class))
                    .map(OffsetDateTime::toInstant)));
  }
}
