package dev.starkeeper.bot;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.SettledPayment;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.tools.jdbc.SingleConnectionDataSource;

/**
 * Work that payments make us owe: one row each, written in the transaction that made it true, done
 * later by any worker. A task's instance is {@code <bot id>:<charge id>}.
 */
final class OwedWork {
  static final TaskDescriptor<Void> RECEIPT = TaskDescriptor.of("receipt");
  static final TaskDescriptor<Void> REFUND = TaskDescriptor.of("refund");

  /** What a task's instance names. */
  record Subject(BotId bot, ChargeId charge) {
    static Subject of(TaskInstance<?> instance) {
      var colon = instance.getId().indexOf(':');
      return new Subject(
          new BotId(Long.parseLong(instance.getId().substring(0, colon))),
          new ChargeId(instance.getId().substring(colon + 1)));
    }

    String instanceId() {
      return bot.value() + ":" + charge.value();
    }
  }

  /**
   * Writes what these new payments need done, all in one batch, on the transaction's connection.
   */
  void schedule(DSLContext tx, BotId bot, List<SettledPayment> payments, Instant now) {
    List<SchedulableInstance<?>> owed =
        payments.stream().flatMap(payment -> owedFor(bot, payment, now)).toList();
    if (owed.isEmpty()) return;
    tx.connection(connection ->
        SchedulerClient.Builder.create(new SingleConnectionDataSource(connection))
            .build()
            .scheduleBatch(owed));
  }

  private static Stream<SchedulableInstance<?>> owedFor(
      BotId bot, SettledPayment settled, Instant now) {
    var instance = new Subject(bot, settled.payment().chargeId()).instanceId();
    return switch (settled.status()) {
      case FULFILLED -> Stream.of(SchedulableInstance.of(RECEIPT.instance(instance).build(), now));
      case REFUND_REQUESTED ->
          Stream.of(SchedulableInstance.of(REFUND.instance(instance).build(), now));
      case UNMATCHED, REFUND_FAILED, REFUNDED -> Stream.of();
    };
  }
}
