package dev.starkeeper.bot.payment;

import dev.starkeeper.model.BotId;
import java.time.Instant;
import org.jooq.DSLContext;

/** One transaction that records: whose, when, and what follows from it. */
record Scope(DSLContext tx, BotId bot, Instant now, Consequences consequences) {
  static Scope of(DSLContext tx, BotId bot, Instant now) {
    return new Scope(tx, bot, now, new Consequences(bot));
  }

  void close() {
    consequences.write(tx, now);
  }
}
