package dev.starkeeper.store;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChargeId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import org.jooq.DSLContext;
import org.jooq.tools.jdbc.SingleConnectionDataSource;

/**
 * Work that charges make us owe: a row each, written in the transaction that made it true, done
 * later by any worker. A task's instance is {@code <bot id>:<charge id>}.
 */
public final class OwedWorkStore {
  /** Tells the buyer what he got. */
  public static final TaskDescriptor<Void> RECEIPT = TaskDescriptor.of("receipt");

  /** Has Telegram give the charge back. */
  public static final TaskDescriptor<Void> REFUND = TaskDescriptor.of("refund");

  /** Tells the payer why his Stars came back. */
  public static final TaskDescriptor<Void> REFUND_NOTICE = TaskDescriptor.of("refund-notice");

  /** Delivers a charge that was held by the invoice that a person named. */
  public static final TaskDescriptor<Void> ASSIGNMENT = TaskDescriptor.of("assignment");

  /** What a task's instance names. */
  public record Subject(BotId bot, ChargeId charge) {
    public static Subject of(TaskInstance<?> instance) {
      var colon = instance.getId().indexOf(':');
      return new Subject(
          new BotId(Long.parseLong(instance.getId().substring(0, colon))),
          new ChargeId(instance.getId().substring(colon + 1)));
    }

    private String instanceId() {
      return bot.value() + ":" + charge.value();
    }
  }

  /** A kind of work and what it is to be done for. */
  public record Owed(TaskDescriptor<Void> task, Subject subject) {
    private SchedulableInstance<?> at(Instant time) {
      return SchedulableInstance.of(task.instance(subject.instanceId()).build(), time);
    }
  }

  /**
   * As db-scheduler's client writes it, which looks first: of two that write at the same time one
   * then fails, and its transaction with it.
   */
  private static final String ONCE =
      """
      insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
      values (?, ?, ?::timestamptz, false, 1)
      on conflict do nothing
      """;

  private OwedWorkStore() {}

  /** Writes work that was not owed before, all in one batch. */
  public static void schedule(DSLContext tx, Collection<Owed> work, Instant now) {
    if (work.isEmpty()) return;
    var instances = new ArrayList<SchedulableInstance<?>>();
    work.forEach(one -> instances.add(one.at(now)));
    tx.connection(
        connection -> client(new SingleConnectionDataSource(connection)).scheduleBatch(instances));
  }

  /**
   * Writes work that may be owed already: then it stays as it is.
   *
   * @return false if it was owed, perhaps because an earlier attempt is ending in this moment
   */
  public static boolean scheduleOnce(DSLContext tx, Owed work, Instant now) {
    return tx.execute(
            ONCE,
            work.task().getTaskName(),
            work.subject().instanceId(),
            now.atOffset(ZoneOffset.UTC))
        == 1;
  }

  private static SchedulerClient client(SingleConnectionDataSource connection) {
    return SchedulerClient.Builder.create(connection).build();
  }
}
