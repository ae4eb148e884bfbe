package dev.starkeeper.bot.meter;

import dev.starkeeper.meter.Tally;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** What became of attempts to give Stars back. */
public final class RefundMeters {
  /** How an attempt ends. */
  public enum Ending {
    /** Telegram gave the Stars back, now or in an earlier attempt. */
    DONE,
    /** Telegram will not, and said why: it waits for a person. */
    REFUSED,
    /** Another attempt follows. */
    RETRIED
  }

  private final Tally<Ending> endings;

  RefundMeters(MeterRegistry registry, Tags tags) {
    var named = new Tally.Named("starkeeper.refunds", "Attempts to give Stars back.", tags);
    endings = new Tally<>(registry, named, "ending", Ending.class);
  }

  public void ended(Ending ending) {
    endings.add(ending);
  }
}
