package dev.starkeeper.bot;

import dev.starkeeper.db.Database;
import dev.starkeeper.store.IdempotencyStore;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the table of idempotency keys from growing for ever. */
final class ForgetIdempotencyKeys {
  private static final Logger log = LoggerFactory.getLogger(ForgetIdempotencyKeys.class);

  private static final Duration KEPT = Duration.ofDays(1); // as our documentation promises
  private static final int AT_ONCE = 10_000; // a short transaction each

  private final Database database;
  private final InstantSource clock;

  ForgetIdempotencyKeys(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  void forget() {
    var then = clock.instant().minus(KEPT);
    int forgotten;
    do {
      forgotten = database.inTransaction(tx -> IdempotencyStore.deleteOlderThan(tx, then, AT_ONCE));
      if (forgotten > 0) log.info("{} idempotency keys forgotten", forgotten);
    } while (forgotten == AT_ONCE);
  }
}
