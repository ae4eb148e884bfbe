package dev.starkeeper.bot.payment;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Claim;
import dev.starkeeper.model.Ownership;
import dev.starkeeper.store.OwnershipStore;
import java.time.Duration;
import java.time.Instant;
import org.jooq.DSLContext;

/** One transaction that records: whose, when, and what follows from it. */
record Scope(DSLContext tx, BotId bot, Instant now, Consequences consequences) {
  static Scope of(DSLContext tx, BotId bot, Instant now) {
    return new Scope(tx, bot, now, new Consequences(bot));
  }

  /** Whether he has it now, by whatever charge. */
  boolean has(Claim claim, Duration grace) {
    var grants = OwnershipStore.grants(tx, bot, claim.customer());
    return Ownership.has(claim.entitlement(), grants, now, grace);
  }

  void close() {
    consequences.write(tx, now);
  }
}
