package dev.starkeeper.bot.payment;

import dev.starkeeper.db.Database;
import dev.starkeeper.model.Event;
import dev.starkeeper.store.InvoiceExpiryStore;
import dev.starkeeper.store.InvoiceExpiryStore.Expired;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Marks and tells of invoices that nobody paid in time. One that is paid later all the same is
 * honoured.
 */
public final class ExpireInvoices {
  private static final Logger log = LoggerFactory.getLogger(ExpireInvoices.class);

  private static final int AT_ONCE = 500; // a short transaction each
  // What expired longer ago is marked and not told: there were releases that marked none.
  private static final Duration NEWS = Duration.ofDays(7);

  private final Database database;
  private final InstantSource clock;

  public ExpireInvoices(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Each once, however many workers do it at a time. */
  public void expire() {
    int expired;
    do {
      expired = database.inTransaction(tx -> expire(tx, clock.instant()));
      if (expired > 0) log.info("{} invoices have expired", expired);
    } while (expired == AT_ONCE);
  }

  private static int expire(DSLContext tx, Instant now) {
    var expired = InvoiceExpiryStore.expire(tx, now, AT_ONCE);
    var isNewsSince = now.minus(NEWS);
    var byBot = new TreeMap<Long, Scope>(); // in one sequence: each bot's events wait for others'
    for (var one : expired) {
      if (one.invoice().period().expiresAt().isBefore(isNewsSince)) continue;
      byBot
          .computeIfAbsent(one.bot().value(), _ -> Scope.of(tx, one.bot(), now))
          .consequences()
          .happened(event(one));
    }
    byBot.values().forEach(Scope::close);
    return expired.size();
  }

  private static Event event(Expired expired) {
    var invoice = expired.invoice();
    return new Event.OfInvoice(
        invoice.id(), invoice.parties(), invoice.item(), invoice.period().expiresAt());
  }
}
