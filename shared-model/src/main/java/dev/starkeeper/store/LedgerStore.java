package dev.starkeeper.store;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Purse;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Everything that ever changed a purse. Newest first; a page costs what it shows. */
public final class LedgerStore {
  /**
   * A purchase and its refund have one name, and may have one time: the kind tells them apart. The
   * limit is in words: a plan for any limit is one for a tenth of the table.
   */
  private static final String ENTRIES =
      """
      (select kind, amount, created_at, charge_id, null, charge_id || ' ' || kind as place
       from credit_entry
       where bot_id = ? and customer_id = ? and unit = ? and created_at <= ?::timestamptz
         and (created_at, charge_id || ' ' || kind) < (?::timestamptz, ?)
       order by created_at desc, place desc limit LIMIT)
      union all
      (select 'DEBIT', -amount, created_at, id::text, reason, id || ' DEBIT' as place
       from credit_debit
       where bot_id = ? and customer_id = ? and unit = ? and created_at <= ?::timestamptz
         and (created_at, id || ' DEBIT') < (?::timestamptz, ?)
       order by created_at desc, place desc limit LIMIT)
      order by created_at desc, place desc limit LIMIT
      """;

  /** Why the balance changed. */
  public enum Kind {
    PURCHASE,
    REFUND,
    DEBIT
  }

  /**
   * One change.
   *
   * @param amount below zero where credits went
   * @param name the charge's id, or the debit's
   * @param reason of a debit
   */
  public record Entry(Kind kind, long amount, Instant at, String name, Optional<String> reason) {
    public Place place() {
      return new Place(at, name + " " + kind);
    }
  }

  /** A place in the list: behind that entry. */
  public record Place(Instant at, String name) {
    /** Before all others. */
    public static final Place TOP = new Place(Instant.parse("9999-12-31T23:59:59Z"), "");
  }

  private LedgerStore() {}

  public static List<Entry> entries(DSLContext tx, BotId bot, Purse purse, Place after, int limit) {
    var customer = purse.customer().value();
    var unit = purse.unit().name();
    var at = after.at().atOffset(ZoneOffset.UTC);
    var name = after.name();
    return tx.fetch(
            ENTRIES.replace("LIMIT", Integer.toString(limit)),
            bot.value(),
            customer,
            unit,
            at,
            at,
            name,
            bot.value(),
            customer,
            unit,
            at,
            at,
            name)
        .map(LedgerStore::read);
  }

  private static Entry read(Record row) {
    return new Entry(
        Kind.valueOf(row.get(0, String.class)),
        row.get(1, Long.class),
        row.get(2, OffsetDateTime.class).toInstant(),
        row.get(3, String.class),
        Optional.ofNullable(row.get(4, String.class)));
  }
}
