package dev.starkeeper.bot.webhook;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.starkeeper.db.Database;
import dev.starkeeper.db.DatabaseConfig;
import dev.starkeeper.db.DatabaseException;
import dev.starkeeper.db.LogScope;
import dev.starkeeper.db.Notifications;
import dev.starkeeper.store.EventStore;
import dev.starkeeper.store.WebhookTaskStore;
import dev.starkeeper.store.WebhookTaskStore.Subject;
import dev.starkeeper.trace.Traces;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Webhooks at work. Every worker takes part; an endpoint is one worker's at a time. It has a
 * scheduler of its own, so that servers that answer slowly keep neither receipts nor refunds
 * waiting, nor each other.
 */
public final class WebhookWork implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WebhookWork.class);

  private static final int THREADS = 1_024; // virtual ones: the endpoints that may hang at one time
  private static final Duration POLL = Duration.ofMillis(500); // for what the API asked for
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final int MISSED_HEARTBEATS = 4; // a killed worker is missed after 20 seconds
  private static final Duration STOP_WAIT = Duration.ofSeconds(2); // of the ten a stop may take
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

  private final WakeEndpoints wake;
  private final Notifications notifications;
  private final PostWebhook post;
  private final SendBatch sendBatch;
  private final Scheduler scheduler;

  private WebhookWork(
      Database database, DatabaseConfig config, InstantSource clock, PostWebhook post) {
    this.post = post;
    sendBatch = new SendBatch(post, clock, new SecureRandom());
    wake = new WakeEndpoints(database, clock);
    var deliver = new DeliverWebhooks(database, sendBatch, clock);
    scheduler =
        Scheduler.create(database.connections(), List.of(task(deliver, wake)))
            .tableName(WebhookTaskStore.TABLE)
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
    scheduler.start();
    notifications = Notifications.listen(config, EventStore.APPENDED, wake);
  }

  /** {@code allowPrivate} lets webhooks go to addresses that are not public. */
  public static WebhookWork start(
      Database database, DatabaseConfig config, InstantSource clock, boolean allowPrivate) {
    var post = new PostWebhook(allowPrivate, PostWebhook.LookUp.SYSTEM, PostWebhook.LIMIT);
    return new WebhookWork(database, config, clock, post);
  }

  /**
   * Waits until something happened that endpoints are to be told of, or for some seconds, and has
   * them told.
   *
   * @return how long to rest before calling it again: not at all
   */
  public Duration wake() {
    if (wake.wake()) scheduler.triggerCheckForDueExecutions();
    return Duration.ZERO;
  }

  private static CustomTask<Void> task(DeliverWebhooks deliver, WakeEndpoints wake) {
    return Tasks.custom(WebhookTaskStore.DELIVER)
        .onFailure(later())
        .onDeadExecutionRevive()
        .execute((instance, _) -> run(deliver, wake, instance));
  }

  private static CompletionHandler<Void> run(
      DeliverWebhooks deliver, WakeEndpoints wake, TaskInstance<Void> instance) {
    var subject = Subject.of(instance);
    var next =
        Traces.work(WebhookTaskStore.DELIVER.getTaskName())
            .with(LogScope.BOT, Long.toString(subject.bot().value()))
            .with("endpointId", subject.endpoint().text())
            .during(() -> deliver.run(subject));
    return (execution, operations) -> {
      next.ifPresentOrElse(at -> operations.reschedule(execution, at), operations::remove);
      // What came while it ended found it running, and left it alone.
      try {
        wake.lookAgain(subject);
      } catch (DatabaseException e) {
        log.debug("left to the next sweep", e);
      }
    };
  }

  private static FailureHandler<Void> later() {
    return (execution, operations) -> {
      var instance = execution.getExecution().taskInstance.getId();
      var cause = execution.getCause().orElse(null);
      var message = cause == null ? "no reason given" : cause.getMessage();
      if (cause instanceof DatabaseException.Unavailable) {
        log.warn("webhooks to {}: {}", instance, message);
      } else {
        log.error("webhooks to {} went wrong", instance, cause);
      }
      operations.reschedule(execution, execution.getTimeDone().plus(AFTER_FAILURE));
    };
  }

  @Override
  public void close() {
    notifications.close();
    sendBatch.close();
    scheduler.stop();
    post.close();
  }
}
