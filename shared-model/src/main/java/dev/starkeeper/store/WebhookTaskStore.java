package dev.starkeeper.store;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.WebhookEndpointId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.UUID;
import org.jooq.DSLContext;

/**
 * The tasks that deliver webhooks, one for each endpoint for which there is something to do. A
 * task's instance is {@code <bot id>:<endpoint id>}.
 */
public final class WebhookTaskStore {
  /** Tells an endpoint what it is to be told. */
  public static final TaskDescriptor<Void> DELIVER = TaskDescriptor.of("deliver-webhooks");

  /** db-scheduler's table for these alone. */
  public static final String TABLE = "webhook_task";

  /** What a task's instance names. */
  public record Subject(BotId bot, WebhookEndpointId endpoint) {
    public static Subject of(TaskInstance<?> instance) {
      var colon = instance.getId().indexOf(':');
      return new Subject(
          new BotId(Long.parseLong(instance.getId().substring(0, colon))),
          new WebhookEndpointId(UUID.fromString(instance.getId().substring(colon + 1))));
    }
  }

  /**
   * Makes the tasks due of those endpoints that events wait for. One that is running is left alone,
   * but its row is locked, and so its end waits for us: it looks again after that.
   */
  private static final String WAKE =
      """
      insert into webhook_task as task (task_name, task_instance, execution_time, picked, version)
      select ?, endpoint.bot_id || ':' || endpoint.id, ?::timestamptz, false, 1
      from webhook_endpoint as endpoint
      where endpoint.state = 'ACTIVE' and %s
        and (endpoint.last_event_id <
            (select last_id from event_counter where event_counter.bot_id = endpoint.bot_id)
          or exists (
            select 1 from webhook_delivery as one
            where one.bot_id = endpoint.bot_id and one.endpoint_id = endpoint.id
              and one.state = 'PENDING' and one.next_attempt_at <= ?::timestamptz))
      order by endpoint.bot_id, endpoint.id
      on conflict (task_name, task_instance) do update set execution_time = excluded.execution_time
      where not task.picked and task.execution_time > excluded.execution_time
      """;

  private static final String WAKE_ALL = WAKE.formatted("true");
  private static final String WAKE_BOTS = WAKE.formatted("endpoint.bot_id = any(?::bigint[])");
  private static final String WAKE_ONE = WAKE.formatted("endpoint.bot_id = ? and endpoint.id = ?");

  private WebhookTaskStore() {}

  /**
   * Of every bot.
   *
   * @return how many were woken
   */
  public static int wakeAll(DSLContext tx, Instant now) {
    var at = now.atOffset(ZoneOffset.UTC);
    return tx.execute(WAKE_ALL, DELIVER.getTaskName(), at, at);
  }

  public static int wake(DSLContext tx, Collection<BotId> bots, Instant now) {
    var at = now.atOffset(ZoneOffset.UTC);
    var ids = bots.stream().map(BotId::value).sorted().toArray(Long[]::new);
    return tx.execute(WAKE_BOTS, DELIVER.getTaskName(), at, ids, at);
  }

  public static int wake(DSLContext tx, BotId bot, WebhookEndpointId endpoint, Instant now) {
    var at = now.atOffset(ZoneOffset.UTC);
    return tx.execute(WAKE_ONE, DELIVER.getTaskName(), at, bot.value(), endpoint.value(), at);
  }
}
