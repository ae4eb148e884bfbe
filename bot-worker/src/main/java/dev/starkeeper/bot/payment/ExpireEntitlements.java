package dev.starkeeper.bot.payment;

import dev.starkeeper.db.Database;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Cause;
import dev.starkeeper.model.Claim;
import dev.starkeeper.model.Event;
import dev.starkeeper.model.Event.OfEntitlement.EntitlementNews;
import dev.starkeeper.model.Grant;
import dev.starkeeper.model.Ownership;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.store.EntitlementEndStore;
import dev.starkeeper.store.EntitlementEndStore.Due;
import dev.starkeeper.store.HoldingStore;
import dev.starkeeper.store.OwnershipStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of what customers have no longer because its time is over, by whatever gave it. */
public final class ExpireEntitlements {
  private static final Logger log = LoggerFactory.getLogger(ExpireEntitlements.class);

  private static final int AT_ONCE = 100; // a short transaction each
  private static final Duration IN_GRACE = Duration.ofMinutes(1); // the pause between two looks
  // What ends later than a date can be written does not end.
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private final Database database;
  private final InstantSource clock;
  private final Duration grace;

  public ExpireEntitlements(Database database, InstantSource clock, Duration grace) {
    this.database = database;
    this.clock = clock;
    this.grace = grace;
  }

  /** Each once, however many workers do it at a time. */
  public void expire() {
    int looked;
    do {
      var now = clock.instant();
      var due = database.inTransaction(tx -> EntitlementEndStore.due(tx, now, AT_ONCE));
      looked = due.size();
      // A transaction for each bot: the others' events do not wait for it.
      due.stream()
          .collect(
              Collectors.groupingBy(one -> one.bot().value(), TreeMap::new, Collectors.toList()))
          .values()
          .forEach(some -> expire(some, now));
    } while (looked == AT_ONCE);
  }

  private void expire(List<Due> due, Instant now) {
    var bot = due.getFirst().bot();
    var claims = due.stream().map(Due::claim).toList();
    var ended = database.inTransaction(tx -> expire(tx, bot, claims, now));
    if (ended > 0) log.info("{} entitlements have ended", ended);
  }

  /** Under the lock of whoever gives the same to the same, and only what is due then still. */
  private int expire(DSLContext tx, BotId bot, List<Claim> claims, Instant now) {
    HoldingStore.lock(tx, bot, claims);
    var due = EntitlementEndStore.lockDue(tx, bot, claims, now);
    if (due.isEmpty()) return 0;
    var customers = due.stream().map(Claim::customer).distinct().toList();
    var grants = OwnershipStore.grants(tx, bot, customers);
    var scope = Scope.of(tx, bot, now);
    var later = new LinkedHashMap<Claim, Instant>();
    var over = new ArrayList<Claim>();
    var told = 0;
    for (var claim : due) {
      var end = end(claim, grants.getOrDefault(claim.customer(), List.of()), now, grace);
      if (end.isAfter(now) && end.isBefore(LAST)) {
        later.put(claim, nextLook(claim, grants, end, now));
        continue;
      }
      over.add(claim);
      if (end.isAfter(now) || end.equals(Instant.MIN)) continue; // for ever; or taken back
      scope.consequences().happened(expired(claim, end));
      told++;
    }
    EntitlementEndStore.lookAgain(tx, bot, later);
    EntitlementEndStore.forget(tx, bot, over);
    scope.close();
    return told;
  }

  /** In grace it may be over at once: his word that he wants no more can be on its way. */
  private Instant nextLook(
      Claim claim, Map<TelegramUserId, List<Grant>> grants, Instant end, Instant now) {
    var withoutGrace =
        end(claim, grants.getOrDefault(claim.customer(), List.of()), now, Duration.ZERO);
    var soon = now.plus(IN_GRACE);
    return withoutGrace.isAfter(now) || end.isBefore(soon) ? end : soon;
  }

  /** {@link Instant#MIN} if nothing of it is left. */
  private static Instant end(Claim claim, List<Grant> grants, Instant now, Duration grace) {
    return Ownership.of(grants, now, grace).stream()
        .filter(owned -> owned.entitlement().equals(claim.entitlement()))
        .map(Ownership::endsAt)
        .findFirst()
        .orElse(Instant.MIN);
  }

  private static Event expired(Claim claim, Instant end) {
    return new Event.OfEntitlement(EntitlementNews.EXPIRED, claim, new Cause.OfTime(), end);
  }
}
