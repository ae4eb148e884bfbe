package dev.starkeeper.bot.meter;

import dev.starkeeper.model.BotId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;

/** The meters of one bot, made once: what happens is one call, without a look-up or a lock. */
public record BotMeters(
    PollMeters polls,
    PreCheckoutMeters preCheckouts,
    RecordingMeters recording,
    RefundMeters refunds) {

  public static BotMeters of(MeterRegistry registry, BotId bot, InstantSource clock) {
    var tags = Tags.of("bot", Long.toString(bot.value()));
    return new BotMeters(
        new PollMeters(registry, tags, clock),
        new PreCheckoutMeters(registry, tags),
        new RecordingMeters(registry, tags),
        new RefundMeters(registry, tags));
  }

  /** Which count, and nobody looks. */
  public static BotMeters unseen() {
    return of(new SimpleMeterRegistry(), new BotId(1), () -> Instant.EPOCH);
  }
}
