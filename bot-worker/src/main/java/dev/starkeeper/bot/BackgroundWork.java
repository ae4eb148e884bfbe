package dev.starkeeper.bot;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.exceptions.DbSchedulerException;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.shaded.jdbc.SQLRuntimeException;
import dev.starkeeper.db.LogScope;
import dev.starkeeper.model.BotId;
import dev.starkeeper.store.OwedWorkStore;
import dev.starkeeper.store.OwedWorkStore.Subject;
import dev.starkeeper.telegram.TelegramException;
import dev.starkeeper.trace.Traces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shared background work: every worker takes part, each row is done by one at a time. */
final class BackgroundWork implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BackgroundWork.class);

  private static final int THREADS = 32; // virtual ones: they mostly wait for Telegram
  private static final Duration POLL = Duration.ofMillis(500); // a buyer waits for his receipt
  private static final Duration RETRY = Duration.ofMillis(500); // while the database is away
  private static final Duration HEARTBEAT =
      Duration.ofSeconds(5); // a killed worker is missed after 20
  private static final int MISSED_HEARTBEATS = 4;
  private static final Duration STOP_WAIT = Duration.ofSeconds(4); // of the ten a stop may take
  private static final Duration FORGET_EVERY = Duration.ofHours(1);
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(10));
  private static final Duration EXPIRE_EVERY =
      Duration.ofSeconds(5); // this is the news of it: access itself ends to the second
  private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);
  static final int MESSAGE_ATTEMPTS = 20; // some two hours: then it is no news any more
  static final int UNTIL_DONE = Integer.MAX_VALUE; // we owe it

  private final Scheduler scheduler;
  private final ReconcileTasks reconcileTasks;

  private BackgroundWork(Scheduler scheduler, ReconcileTasks reconcileTasks) {
    this.scheduler = scheduler;
    this.reconcileTasks = reconcileTasks;
  }

  /** What is done once for each charge that needs it. */
  record OfCharges(
      Consumer<Subject> receipt,
      Consumer<Subject> refund,
      Consumer<Subject> refundNotice,
      Consumer<Subject> assignment) {}

  /**
   * What is done again and again.
   *
   * @param expire by the name of its task, so that none keeps another from being done
   */
  record OfClock(Runnable forget, Map<String, Runnable> expire, Runnable sweep) {}

  /**
   * Starts doing these and others, the history at once; closing lets those under way finish. Waits
   * for a database that has gone away since the schema was looked at, unless asked to stop
   * meanwhile.
   */
  static BackgroundWork start(
      DataSource connections,
      OfCharges ofCharges,
      OfClock ofClock,
      List<Task<?>> talk,
      ReconcileTasks reconcileTasks,
      CountDownLatch askedToStop)
      throws InterruptedException {
    var tasks = new ArrayList<Task<?>>(talk);
    tasks.addAll(reconcileTasks.all());
    var work =
        new BackgroundWork(scheduler(connections, ofCharges, ofClock, tasks), reconcileTasks);
    while (!work.hasReconcileAtStart()) {
      if (askedToStop.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) return work;
    }
    work.scheduler.start();
    return work;
  }

  /** False if the database is away. */
  private boolean hasReconcileAtStart() {
    try {
      reconcileTasks.scheduleAtStart(scheduler);
      return true;
    } catch (SQLRuntimeException | DbSchedulerException e) {
      log.warn("the database is away: {}; again in {}", e.getMessage(), RETRY);
      return false;
    }
  }

  /** Has Telegram's history of a bot read as soon as a worker has time, whatever else is due. */
  void reconcileNow(BotId bot) {
    reconcileTasks.now(scheduler, bot);
  }

  @Override
  public void close() {
    scheduler.stop();
  }

  private static Scheduler scheduler(
      DataSource connections, OfCharges ofCharges, OfClock ofClock, List<Task<?>> others) {
    var tasks = new ArrayList<Task<?>>(others);
    tasks.addAll(
        List.of(
            task(OwedWorkStore.RECEIPT, ofCharges.receipt(), MESSAGE_ATTEMPTS),
            task(OwedWorkStore.REFUND_NOTICE, ofCharges.refundNotice(), MESSAGE_ATTEMPTS),
            task(OwedWorkStore.REFUND, ofCharges.refund(), UNTIL_DONE),
            task(OwedWorkStore.ASSIGNMENT, ofCharges.assignment(), UNTIL_DONE)));
    return Scheduler.create(connections, tasks)
        .startTasks(
            every("forget-idempotency-keys", FORGET_EVERY, ofClock.forget()),
            every("sweep-refunds", SWEEP_EVERY, ofClock.sweep()))
        .startTasks(
            ofClock.expire().entrySet().stream()
                .map(one -> every(one.getKey(), EXPIRE_EVERY, one.getValue()))
                .toList())
        // Told, not asked for: without a database there is nobody who would answer.
        .jdbcCustomization(new PostgreSqlJdbcCustomization(false, false))
        .threads(THREADS)
        .executorService(Executors.newVirtualThreadPerTaskExecutor())
        .pollUsingLockAndFetch(0.5, 1.0)
        .pollingInterval(POLL)
        .heartbeatInterval(HEARTBEAT)
        .missedHeartbeatsLimit(MISSED_HEARTBEATS)
        .shutdownMaxWait(STOP_WAIT)
        .failureLogging(LogLevel.DEBUG, false) // told below, in one line
        .build();
  }

  private static OneTimeTask<Void> task(
      TaskDescriptor<Void> name, Consumer<Subject> work, int attempts) {
    return Tasks.oneTime(name)
        .onFailure((execution, operations) -> {
          try (var _ = logScope(Subject.of(execution.getExecution().taskInstance))) {
            again(name, attempts).onFailure(execution, operations);
          }
        })
        .onDeadExecutionRevive()
        .execute((instance, _) -> {
          var subject = Subject.of(instance);
          try (var _ = logScope(subject)) {
            Traces.work(name.getTaskName()).run(() -> work.accept(subject));
          }
        });
  }

  private static LogScope logScope(Subject subject) {
    return LogScope.open()
        .with(LogScope.BOT, subject.bot().value())
        .with(LogScope.CHARGE, subject.charge().value());
  }

  private static RecurringTask<Void> every(String name, Duration pause, Runnable work) {
    return Tasks.recurring(name, FixedDelay.of(pause))
        .onFailure(later(name, pause))
        .execute((_, _) -> Traces.work(name).run(work));
  }

  /** At its next time anyhow; sooner as long as it fails, unless Telegram wants it later. */
  static FailureHandler<Void> later(String name, Duration pause) {
    return (execution, operations) -> {
      var failures = execution.getExecution().consecutiveFailures + 1;
      var cause = execution.getCause().map(Throwable::getMessage).orElse("no reason given");
      log.warn("{}, attempt {}: {}", name, failures, cause);
      var wait = pauseAfter(execution, failures);
      var next = wait.compareTo(pause) < 0 ? wait : pause;
      operations.reschedule(execution, execution.getTimeDone().plus(next));
    };
  }

  static FailureHandler<Void> again(TaskDescriptor<Void> name, int attempts) {
    return (execution, operations) -> {
      var failures = execution.getExecution().consecutiveFailures + 1;
      var cause = execution.getCause().map(Throwable::getMessage).orElse("no reason given");
      var instance = execution.getExecution().taskInstance.getId();
      if (failures >= attempts && !hasOnlyToWait(execution)) {
        log.error("{} {} given up after {} attempts: {}", name, instance, failures, cause);
        operations.remove();
        return;
      }
      operations.reschedule(
          execution, execution.getTimeDone().plus(pauseAfter(execution, failures)));
      log.warn("{} {}, attempt {}: {}", name.getTaskName(), instance, failures, cause);
    };
  }

  /** It can be done later, or by another worker. */
  private static boolean hasOnlyToWait(ExecutionComplete execution) {
    return switch (execution.getCause().orElse(null)) {
      case TelegramException.TooManyRequests _, NotServedHere _ -> true;
      case null, default -> false;
    };
  }

  private static Duration pauseAfter(ExecutionComplete execution, int failures) {
    return execution.getCause().orElse(null) instanceof TelegramException.TooManyRequests slow
        ? slow.retryAfter()
        : BACKOFF.pauseAfter(failures, RandomGenerator.getDefault());
  }
}
