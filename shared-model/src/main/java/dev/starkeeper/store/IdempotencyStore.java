package dev.starkeeper.store;

import static dev.starkeeper.schema.Tables.IDEMPOTENCY_KEY;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.InvoiceId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jooq.DSLContext;

/** What callers asked under a key of theirs, and what they got. */
public final class IdempotencyStore {
  private IdempotencyStore() {}

  /**
   * A caller's key with the hash of what he asks.
   *
   * @param caller who, so that two callers' keys never meet
   * @param requestHash SHA-256 of it, in hex
   */
  public record Key(String caller, String key, String requestHash) {}

  /** What was answered under a key. */
  public record Answered(InvoiceId invoice, boolean sameRequest) {}

  public static Optional<Answered> find(DSLContext tx, BotId bot, Key key) {
    return tx.select(IDEMPOTENCY_KEY.INVOICE_ID, IDEMPOTENCY_KEY.REQUEST_HASH)
        .from(IDEMPOTENCY_KEY)
        .where(IDEMPOTENCY_KEY.BOT_ID.eq(bot), IDEMPOTENCY_KEY.CALLER.eq(key.caller()))
        .and(IDEMPOTENCY_KEY.KEY.eq(key.key()))
        .fetchOptional(row -> new Answered(row.value1(), row.value2().equals(key.requestHash())));
  }

  /** False when the key was used meanwhile. */
  public static boolean insert(DSLContext tx, BotId bot, Key key, InvoiceId invoice, Instant now) {
    return tx.insertInto(IDEMPOTENCY_KEY)
            .set(IDEMPOTENCY_KEY.BOT_ID, bot)
            .set(IDEMPOTENCY_KEY.CALLER, key.caller())
            .set(IDEMPOTENCY_KEY.KEY, key.key())
            .set(IDEMPOTENCY_KEY.REQUEST_HASH, key.requestHash())
            .set(IDEMPOTENCY_KEY.INVOICE_ID, invoice)
            .set(IDEMPOTENCY_KEY.CREATED_AT, now)
            .onConflictDoNothing()
            .execute()
        == 1;
  }

  /** Forgets keys older than that, so that the table does not grow for ever; at most so many. */
  public static int deleteOlderThan(DSLContext tx, Instant then, int most) {
    return tx.execute(
        """
        delete from idempotency_key where ctid in (
          select ctid from idempotency_key where created_at < ?::timestamptz
          order by created_at limit ?)
        """,
        then.atOffset(ZoneOffset.UTC),
        most);
  }
}
