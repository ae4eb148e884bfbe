package dev.starkeeper.bot;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.starkeeper.telegram.TelegramException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shared background work: every worker takes part, each row is done by one at a time. */
final class BackgroundWork {
  private static final Logger log = LoggerFactory.getLogger(BackgroundWork.class);

  private static final int THREADS = 8; // they mostly wait for Telegram
  private static final Duration POLL = Duration.ofMillis(500); // a buyer waits for his receipt
  private static final Duration HEARTBEAT = Duration.ofSeconds(30);
  private static final int MISSED_HEARTBEATS = 4;
  private static final Duration STOP_WAIT = Duration.ofSeconds(4); // of the ten a stop may take
  private static final Duration FORGET_EVERY = Duration.ofHours(1);
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(10));
  private static final int RECEIPT_ATTEMPTS = 20; // some two hours: then it is no news any more

  private BackgroundWork() {}

  /** Starts doing these; closing lets those under way finish. */
  static AutoCloseable start(
      DataSource connections,
      Consumer<OwedWork.Subject> receipt,
      Consumer<OwedWork.Subject> refund,
      Runnable forget) {
    var scheduler = scheduler(connections, receipt, refund, forget);
    scheduler.start();
    return scheduler::stop;
  }

  private static Scheduler scheduler(
      DataSource connections,
      Consumer<OwedWork.Subject> receipt,
      Consumer<OwedWork.Subject> refund,
      Runnable forget) {
    return Scheduler.create(
            connections,
            List.of(
                task(OwedWork.RECEIPT, receipt, RECEIPT_ATTEMPTS),
                task(OwedWork.REFUND, refund, Integer.MAX_VALUE))) // we owe it until it is done
        .startTasks(every(FORGET_EVERY, forget))
        .threads(THREADS)
        .pollUsingLockAndFetch(0.5, 2.0)
        .pollingInterval(POLL)
        .heartbeatInterval(HEARTBEAT)
        .missedHeartbeatsLimit(MISSED_HEARTBEATS)
        .shutdownMaxWait(STOP_WAIT)
        .failureLogging(LogLevel.DEBUG, false) // told below, in one line
        .build();
  }

  private static OneTimeTask<Void> task(
      TaskDescriptor<Void> name, Consumer<OwedWork.Subject> work, int attempts) {
    return Tasks.oneTime(name)
        .onFailure(again(name, attempts))
        .onDeadExecutionRevive()
        .execute((instance, _) -> work.accept(OwedWork.Subject.of(instance)));
  }

  private static RecurringTask<Void> every(Duration pause, Runnable work) {
    return Tasks.recurring("forget-idempotency-keys", FixedDelay.of(pause))
        .execute((_, _) -> work.run());
  }

  private static FailureHandler<Void> again(TaskDescriptor<Void> name, int attempts) {
    return (execution, operations) -> {
      var failures = execution.getExecution().consecutiveFailures + 1;
      var cause = execution.getCause().map(Throwable::getMessage).orElse("no reason given");
      var instance = execution.getExecution().taskInstance.getId();
      if (failures >= attempts) {
        log.error("{} {} given up after {} attempts: {}", name, instance, failures, cause);
        operations.remove();
        return;
      }
      reschedule(execution, operations, failures);
      log.warn("{} {}, attempt {}: {}", name.getTaskName(), instance, failures, cause);
    };
  }

  private static void reschedule(
      ExecutionComplete execution, ExecutionOperations<Void> operations, int failures) {
    var pause =
        execution.getCause().orElse(null) instanceof TelegramException.TooManyRequests slow
            ? slow.retryAfter()
            : BACKOFF.pauseAfter(failures, RandomGenerator.getDefault());
    operations.reschedule(execution, execution.getTimeDone().plus(pause));
  }
}
