package dev.starkeeper.bot;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.starkeeper.db.LogScope;
import dev.starkeeper.model.BotId;
import dev.starkeeper.trace.Traces;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reading Telegram's history as tasks: for each bot at its times, and whenever it is asked for. */
final class ReconcileTasks {
  private static final Logger log = LoggerFactory.getLogger(ReconcileTasks.class);

  private static final TaskDescriptor<Void> REGULAR = TaskDescriptor.of("reconcile");
  private static final Pattern OF_REGULAR = Pattern.compile("(?<bot>[0-9]{1,16})");

  // Several may be due at once, of several workers: each is a run of its own, and does no harm.
  private static final TaskDescriptor<Void> NOW = TaskDescriptor.of("reconcile-now");
  private static final Pattern OF_NOW = Pattern.compile("(?<bot>[0-9]{1,16}):[0-9]+"); // its second

  private final Collection<BotId> bots;
  private final Consumer<BotId> reconcile;
  private final Duration pause;
  private final InstantSource clock;

  ReconcileTasks(
      Collection<BotId> bots, Consumer<BotId> reconcile, Duration pause, InstantSource clock) {
    this.bots = List.copyOf(bots);
    this.reconcile =
        bot -> {
          try (var _ = LogScope.open().with(LogScope.BOT, bot.value())) {
            Traces.work(REGULAR.getTaskName()).run(() -> reconcile.accept(bot));
          }
        };
    this.pause = pause;
    this.clock = clock;
  }

  List<Task<?>> all() {
    return List.of(
        Tasks.custom(REGULAR)
            .onFailure(BackgroundWork.later(REGULAR.getTaskName(), pause))
            .onDeadExecutionRevive()
            .execute((instance, _) -> regular(instance.getId())),
        Tasks.oneTime(NOW)
            .onFailure(BackgroundWork.again(NOW, BackgroundWork.UNTIL_DONE))
            .onDeadExecutionRevive()
            .execute((instance, _) -> named(OF_NOW, instance.getId()).ifPresent(reconcile)));
  }

  private CompletionHandler<Void> regular(String instance) {
    var bot = named(OF_REGULAR, instance);
    bot.ifPresent(reconcile);
    return bot.isEmpty()
        ? (_, operations) -> operations.remove()
        : (execution, operations) ->
            operations.reschedule(execution, execution.getTimeDone().plus(pause));
  }

  /** None is named by what a release wrote that served one bot. */
  private static Optional<BotId> named(Pattern form, String instance) {
    var match = form.matcher(instance);
    return match.matches()
        ? Optional.of(new BotId(Long.parseLong(match.group("bot"))))
        : Optional.empty();
  }

  /** Now, and not twice: each bot's next regular time is a pause from now. */
  void scheduleAtStart(SchedulerClient scheduler) {
    var next = clock.instant().plus(pause);
    for (var bot : bots) {
      var regular = REGULAR.instance(Long.toString(bot.value())).build();
      try {
        if (!scheduler.scheduleIfNotExists(regular, next)) scheduler.reschedule(regular, next);
      } catch (TaskInstanceCurrentlyExecutingException e) {
        log.debug("another worker reads the history, or died while it did", e);
      }
      now(scheduler, bot);
    }
  }

  /** As soon as a worker has time, whatever else is due. */
  void now(SchedulerClient scheduler, BotId bot) {
    var now = clock.instant();
    // Named by its second: one that began earlier may have passed what is to be found now.
    var instance = NOW.instance(bot.value() + ":" + now.getEpochSecond()).build();
    scheduler.scheduleIfNotExists(instance, now);
  }
}
