package dev.starkeeper.bot.meter;

import dev.starkeeper.meter.Tally;
import dev.starkeeper.model.DeclineReason;
import dev.starkeeper.model.PreCheckoutVerdict;
import dev.starkeeper.telegram.TelegramException;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What buyers are told who are about to pay, how soon, and how often Telegram did not take it. */
public final class PreCheckoutMeters {
  // Telegram gives up after ten seconds (facts §2.3); below, where ours usually are.
  private static final Duration[] LIMITS = {
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(5),
    Duration.ofMillis(7_500),
    Duration.ofSeconds(10)
  };

  private enum Failure {
    /** Telegram did not take it: too late, or answered before. */
    REFUSED,
    /** No usable answer, twice. */
    UNREACHABLE,
    TOO_MANY_REQUESTS;

    static Failure of(TelegramException cause) {
      return switch (cause) {
        case TelegramException.Refused _ -> REFUSED;
        case TelegramException.Unreachable _ -> UNREACHABLE;
        case TelegramException.TooManyRequests _ -> TOO_MANY_REQUESTS;
      };
    }
  }

  private final Clock clock;
  private final Timer latency;
  private final Counter approved;
  private final Tally<DeclineReason> declined;
  private final Tally<Failure> failures;

  PreCheckoutMeters(MeterRegistry registry, Tags tags) {
    clock = registry.config().clock();
    latency =
        Timer.builder("starkeeper.pre.checkout")
            .description(
                "From a pre-checkout query's arrival to Telegram's word that it took ours.")
            .tags(tags)
            .serviceLevelObjectives(LIMITS)
            .register(registry);
    var decisions =
        new Tally.Named("starkeeper.pre.checkout.decisions", "What buyers were told.", tags);
    approved =
        Counter.builder(decisions.name())
            .description(decisions.meaning())
            .tags(tags)
            .tag("decision", "approved")
            .register(registry);
    declined = new Tally<>(registry, decisions, "decision", DeclineReason.class);
    failures =
        new Tally<>(
            registry,
            new Tally.Named(
                "starkeeper.pre.checkout.failures", "Answers that Telegram did not take.", tags),
            "cause",
            Failure.class);
  }

  /** When something arrives: to be given to {@link #accepted}. */
  public long now() {
    return clock.monotonicTime();
  }

  public void judged(PreCheckoutVerdict verdict) {
    switch (verdict) {
      case PreCheckoutVerdict.Approve _ -> approved.increment();
      case PreCheckoutVerdict.Decline(var reason) -> declined.add(reason);
    }
  }

  /** Telegram took the answer to what arrived then. */
  public void accepted(long arrived) {
    latency.record(clock.monotonicTime() - arrived, TimeUnit.NANOSECONDS);
  }

  public void failed(TelegramException cause) {
    failures.add(Failure.of(cause));
  }
}
