package dev.starkeeper.bot.payment;

import dev.starkeeper.db.Database;
import dev.starkeeper.model.Event;
import dev.starkeeper.model.Event.OfSubscription.SubscriptionNews;
import dev.starkeeper.store.SubscriptionStore;
import dev.starkeeper.store.SubscriptionStore.Ended;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of subscriptions that have ended: by the clock alone, as Telegram may say nothing. */
public final class ExpireSubscriptions {
  private static final Logger log = LoggerFactory.getLogger(ExpireSubscriptions.class);

  private static final int AT_ONCE = 100; // a short transaction each

  private final Database database;
  private final InstantSource clock;
  private final Duration grace;

  public ExpireSubscriptions(Database database, InstantSource clock, Duration grace) {
    this.database = database;
    this.clock = clock;
    this.grace = grace;
  }

  /** Each once, however many workers do it at a time. */
  public void expire() {
    int ended;
    do {
      ended = database.inTransaction(tx -> expire(tx, clock.instant()));
      if (ended > 0) log.info("{} subscriptions have ended", ended);
    } while (ended == AT_ONCE);
  }

  private int expire(DSLContext tx, Instant now) {
    var ended = SubscriptionStore.markEnded(tx, now, grace, AT_ONCE);
    var byBot = new TreeMap<Long, Scope>(); // in one sequence: each bot's events wait for others'
    for (var one : ended) {
      tell(byBot.computeIfAbsent(one.bot().value(), _ -> Scope.of(tx, one.bot(), now)), one);
    }
    byBot.values().forEach(Scope::close);
    return ended.size();
  }

  private static void tell(Scope scope, Ended ended) {
    var subscription = ended.subscription();
    scope
        .consequences()
        .happened(new Event.OfSubscription(SubscriptionNews.EXPIRED, subscription, scope.now()));
  }
}
