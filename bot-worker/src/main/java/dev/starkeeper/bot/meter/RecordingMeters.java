package dev.starkeeper.bot.meter;

import dev.starkeeper.bot.payment.Outcome;
import dev.starkeeper.meter.Tally;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What was recorded of money, how much at once, how long that took, and what could not be. */
public final class RecordingMeters {
  private static final double[] SIZES = {1, 2, 5, 10, 20, 50, 100}; // getUpdates gives a hundred
  private static final Duration[] LIMITS = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5) // the longest statement
  };

  /** What became of a report, as {@link Outcome} names it. */
  private enum Ending {
    FULFILLED,
    RENEWED,
    ALREADY_RECORDED,
    SECOND_CHARGE,
    IN_VAIN,
    IMPORTED,
    UNMATCHED,
    CONFLICTS,
    REFUNDED,
    REFUNDED_UNSEEN,
    SUBSCRIPTION_CHANGED,
    ALREADY_TOLD,
    UNKNOWN_SUBSCRIPTION;

    static Ending of(Outcome outcome) {
      return switch (outcome) {
        case Outcome.Fulfilled _ -> FULFILLED;
        case Outcome.Renewed _ -> RENEWED;
        case Outcome.AlreadyRecorded _ -> ALREADY_RECORDED;
        case Outcome.SecondCharge _ -> SECOND_CHARGE;
        case Outcome.InVain _ -> IN_VAIN;
        case Outcome.Imported _ -> IMPORTED;
        case Outcome.Unmatched _ -> UNMATCHED;
        case Outcome.Conflicts _ -> CONFLICTS;
        case Outcome.Refunded _ -> REFUNDED;
        case Outcome.RefundedUnseen _ -> REFUNDED_UNSEEN;
        case Outcome.SubscriptionChanged _ -> SUBSCRIPTION_CHANGED;
        case Outcome.AlreadyTold _ -> ALREADY_TOLD;
        case Outcome.UnknownSubscription _ -> UNKNOWN_SUBSCRIPTION;
      };
    }
  }

  private final Clock clock;
  private final Tally<Ending> fromUpdates;
  private final Tally<Ending> fromHistory;
  private final DistributionSummary batches;
  private final Timer time;
  private final Counter rejected;

  RecordingMeters(MeterRegistry registry, Tags tags) {
    clock = registry.config().clock();
    fromUpdates = endings(registry, tags.and("source", "update"));
    fromHistory = endings(registry, tags.and("source", "history"));
    batches =
        DistributionSummary.builder("starkeeper.recording.batch")
            .description("Reports of money that were recorded in one transaction.")
            .baseUnit("reports")
            .tags(tags)
            .serviceLevelObjectives(SIZES)
            .register(registry);
    time =
        Timer.builder("starkeeper.recording")
            .description("How long it took to record such a batch, its commit among it.")
            .tags(tags)
            .serviceLevelObjectives(LIMITS)
            .register(registry);
    rejected =
        Counter.builder("starkeeper.updates.rejected")
            .description("Updates kept in rejected_update for a person to look at.")
            .tags(tags)
            .register(registry);
  }

  private static Tally<Ending> endings(MeterRegistry registry, Tags tags) {
    var named =
        new Tally.Named("starkeeper.payments", "What became of each report of money.", tags);
    return new Tally<>(registry, named, "ending", Ending.class);
  }

  /** When recording begins: to be given to {@link #recorded}. */
  public long now() {
    return clock.monotonicTime();
  }

  /** A batch that updates told is committed. */
  public void recorded(long began, List<Outcome> outcomes) {
    time.record(clock.monotonicTime() - began, TimeUnit.NANOSECONDS);
    batches.record(outcomes.size());
    for (var outcome : outcomes) fromUpdates.add(Ending.of(outcome));
  }

  /** Lines of Telegram's history are recorded, and committed. */
  public void recovered(List<Outcome> outcomes) {
    for (var outcome : outcomes) fromHistory.add(Ending.of(outcome));
  }

  public void rejected() {
    rejected.increment();
  }
}
