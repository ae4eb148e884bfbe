package dev.starkeeper.bot.meter;

import dev.starkeeper.meter.Tally;
import dev.starkeeper.telegram.Update;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Whether a bot is polled by this process, when Telegram last answered, and what it told. */
public final class PollMeters {
  /** Under the Bot API's names. */
  private enum Kind {
    PRE_CHECKOUT_QUERY,
    SUCCESSFUL_PAYMENT,
    REFUNDED_PAYMENT,
    SUBSCRIPTION,
    CHAT,
    OTHER,
    UNREADABLE;

    static Kind of(Update.Content content) {
      return switch (content) {
        case Update.Content.AskedToPay _ -> PRE_CHECKOUT_QUERY;
        case Update.Content.Paid _ -> SUCCESSFUL_PAYMENT;
        case Update.Content.Refunded _ -> REFUNDED_PAYMENT;
        case Update.Content.SubscriptionChanged _ -> SUBSCRIPTION;
        case Update.Content.Chatted _ -> CHAT;
        case Update.Content.NotForUs _ -> OTHER;
        case Update.Content.Unreadable _ -> UNREADABLE;
      };
    }
  }

  private static final double MILLIS = 1_000;

  private final InstantSource clock;
  private final Tally<Kind> updates;
  private volatile boolean polling;
  private volatile Instant beganAt;
  private volatile Instant answeredAt = Instant.MIN; // never

  PollMeters(MeterRegistry registry, Tags tags, InstantSource clock) {
    this.clock = clock;
    beganAt = clock.instant();
    Gauge.builder("starkeeper.bot.polling", this, one -> one.polling ? 1 : 0)
        .description("1 if this process polls the bot, 0 if it stands by.")
        .tags(tags)
        .register(registry);
    Gauge.builder("starkeeper.poll.age", this, PollMeters::age)
        .description("Since the last answered poll, or since this process took the bot.")
        .baseUnit("seconds")
        .tags(tags)
        .register(registry);
    Gauge.builder("starkeeper.poll.answered.timestamp", this, PollMeters::timestamp)
        .description("When a poll of this process was last answered, as Unix time.")
        .baseUnit("seconds")
        .tags(tags)
        .register(registry);
    updates =
        new Tally<>(
            registry,
            new Tally.Named("starkeeper.updates", "Updates that Telegram told.", tags),
            "kind",
            Kind.class);
  }

  /** This process polls the bot from now on. */
  public void begins() {
    beganAt = clock.instant();
    polling = true;
  }

  /** It stands by from now on. */
  public void ends() {
    polling = false;
  }

  /** A poll was answered with these, and they are recorded. */
  public void polled(List<Update> batch) {
    answeredAt = clock.instant();
    for (var update : batch) updates.add(Kind.of(update.content()));
  }

  /** Who stands by knows nothing of the bot's polls. */
  private double age() {
    if (!polling) return Double.NaN;
    var since = beganAt.isAfter(answeredAt) ? beganAt : answeredAt;
    return Duration.between(since, clock.instant()).toMillis() / MILLIS;
  }

  private double timestamp() {
    var at = answeredAt;
    return at.equals(Instant.MIN) ? Double.NaN : at.toEpochMilli() / MILLIS;
  }
}
