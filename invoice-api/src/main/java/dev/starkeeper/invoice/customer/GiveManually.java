package dev.starkeeper.invoice.customer;

import dev.starkeeper.db.Database;
import dev.starkeeper.invoice.caller.Caller;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Cause;
import dev.starkeeper.model.Event;
import dev.starkeeper.model.Event.OfEntitlement.EntitlementNews;
import dev.starkeeper.model.ManualGrant;
import dev.starkeeper.model.ManualGrantId;
import dev.starkeeper.model.Ownership;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.store.EntitlementEndStore;
import dev.starkeeper.store.EventStore;
import dev.starkeeper.store.HoldingStore;
import dev.starkeeper.store.IdempotencyStore;
import dev.starkeeper.store.ManualGrantStore;
import dev.starkeeper.store.ManualGrantStore.Kept;
import dev.starkeeper.store.OwnershipStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** Gives customers what nobody paid for, and takes it back. */
public final class GiveManually {
  /** What came of giving. */
  public sealed interface Outcome {
    record Given(Kept kept) implements Outcome {}

    /** The same was asked before under this key. */
    record Replayed(Kept kept) implements Outcome {}

    /** The key was used for another request. */
    record KeyReused() implements Outcome {}

    /** Its end is past already. */
    record Over() implements Outcome {}
  }

  private final Database database;
  private final BotId bot;
  private final Duration grace;
  private final InstantSource clock;

  public GiveManually(Database database, BotId bot, Duration grace, InstantSource clock) {
    this.database = database;
    this.bot = bot;
    this.grace = grace;
    this.clock = clock;
  }

  /** {@code key} is empty of who does not ask again, and then it is given each time. */
  public Outcome give(ManualGrant grant, Caller.Server server, Optional<IdempotencyStore.Key> key) {
    return database.inTransaction(tx -> {
      HoldingStore.lock(tx, bot, List.of(grant.claim()));
      return answered(tx, key).orElseGet(() -> give(tx, grant, server, key));
    });
  }

  private Outcome give(
      DSLContext tx, ManualGrant grant, Caller.Server server, Optional<IdempotencyStore.Key> key) {
    if (!grant.endsAt().isAfter(grant.grantedAt())) return new Outcome.Over();
    if (!ManualGrantStore.insert(tx, bot, grant, server.name(), key)) {
      return answered(tx, key)
          .orElseThrow(() -> new IllegalStateException("no key was taken: " + grant.id()));
    }
    if (!grant.endsAt().equals(Ownership.NEVER)) {
      EntitlementEndStore.note(tx, bot, grant.claim(), grant.endsAt());
    }
    tell(tx, grant, EntitlementNews.GRANTED, grant.grantedAt());
    return new Outcome.Given(new Kept(grant, server.name(), Optional.empty()));
  }

  private Optional<Outcome> answered(DSLContext tx, Optional<IdempotencyStore.Key> key) {
    return key.flatMap(named -> ManualGrantStore.find(tx, bot, named))
        .map(before ->
            before.sameRequest() ? new Outcome.Replayed(before.kept()) : new Outcome.KeyReused());
  }

  /** Takes it back, once; what else he has of it stays. False if he has no such grant. */
  public boolean revoke(TelegramUserId customer, ManualGrantId id, Caller.Server server) {
    var now = clock.instant();
    return database.inTransaction(tx -> {
      var found = ManualGrantStore.lock(tx, bot, customer, id);
      found
          .filter(kept -> kept.revokedAt().isEmpty())
          .ifPresent(kept -> revoke(tx, kept.grant(), server, now));
      return found.isPresent();
    });
  }

  private void revoke(DSLContext tx, ManualGrant grant, Caller.Server server, Instant now) {
    HoldingStore.lock(tx, bot, List.of(grant.claim()));
    ManualGrantStore.revoke(tx, bot, grant.id(), server.name(), now);
    var left = OwnershipStore.grants(tx, bot, grant.claim().customer());
    if (Ownership.has(grant.claim().entitlement(), left, now, grace)) {
      EntitlementEndStore.note(tx, bot, grant.claim(), now); // it may end sooner than it did
      return;
    }
    // What has ended and is not told yet is told here: the clock would find nothing any more.
    var isUntold = EntitlementEndStore.forget(tx, bot, List.of(grant.claim())) > 0;
    if (now.isBefore(grant.endsAt())) {
      tell(tx, grant, EntitlementNews.REVOKED, now);
    } else if (isUntold) {
      tell(tx, grant, EntitlementNews.EXPIRED, grant.endsAt());
    }
  }

  private void tell(DSLContext tx, ManualGrant grant, EntitlementNews news, Instant at) {
    var cause = new Cause.OfManualGrant(grant.id());
    EventStore.append(tx, bot, List.of(new Event.OfEntitlement(news, grant.claim(), cause, at)));
  }

  /** The newest first, from behind that one on, those that are over too. */
  public List<Kept> of(TelegramUserId customer, Optional<ManualGrantId> after, int limit) {
    return database.inTransaction(tx -> ManualGrantStore.of(tx, bot, customer, after, limit));
  }
}
