package dev.starkeeper.store;

import static dev.starkeeper.schema.Tables.MANUAL_GRANT;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Claim;
import dev.starkeeper.model.ManualGrant;
import dev.starkeeper.model.ManualGrantId;
import dev.starkeeper.model.Ownership;
import dev.starkeeper.model.TelegramUserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** What the merchant gave away himself. */
public final class ManualGrantStore {
  /** A grant with who gave it, and since when it is taken back, if it is. */
  public record Kept(ManualGrant grant, String grantedBy, Optional<Instant> revokedAt) {}

  /** What was answered under a key. */
  public record Answered(Kept kept, boolean sameRequest) {}

  private ManualGrantStore() {}

  /** {@code key} is empty of who gave his request no name. False when it was used meanwhile. */
  public static boolean insert(
      DSLContext tx,
      BotId bot,
      ManualGrant grant,
      String grantedBy,
      Optional<IdempotencyStore.Key> key) {
    return tx.insertInto(MANUAL_GRANT)
            .set(MANUAL_GRANT.BOT_ID, bot)
            .set(MANUAL_GRANT.ID, grant.id().value())
            .set(MANUAL_GRANT.CUSTOMER_ID, grant.claim().customer())
            .set(MANUAL_GRANT.ENTITLEMENT, grant.claim().entitlement())
            .set(MANUAL_GRANT.ENDS_AT, endsAt(grant))
            .set(MANUAL_GRANT.REASON, grant.reason())
            .set(MANUAL_GRANT.GRANTED_BY, grantedBy)
            .set(MANUAL_GRANT.GRANTED_AT, grant.grantedAt())
            .set(MANUAL_GRANT.IDEMPOTENCY_KEY, key.map(IdempotencyStore.Key::key).orElse(null))
            .set(MANUAL_GRANT.REQUEST_HASH, key.map(IdempotencyStore.Key::requestHash).orElse(null))
            .onConflictDoNothing()
            .execute()
        == 1;
  }

  private static @Nullable Instant endsAt(ManualGrant grant) {
    return grant.endsAt().equals(Ownership.NEVER) ? null : grant.endsAt();
  }

  public static Optional<Answered> find(DSLContext tx, BotId bot, IdempotencyStore.Key key) {
    return select(tx, bot, MANUAL_GRANT.GRANTED_BY.eq(key.caller()))
        .and(MANUAL_GRANT.IDEMPOTENCY_KEY.eq(key.key()))
        .fetchOptional(row ->
            new Answered(read(row), key.requestHash().equals(row.get(MANUAL_GRANT.REQUEST_HASH))));
  }

  /** This customer's grant, locked until the transaction ends. */
  public static Optional<Kept> lock(
      DSLContext tx, BotId bot, TelegramUserId customer, ManualGrantId id) {
    return select(tx, bot, MANUAL_GRANT.ID.eq(id.value()))
        .and(MANUAL_GRANT.CUSTOMER_ID.eq(customer))
        .forUpdate()
        .fetchOptional(ManualGrantStore::read);
  }

  public static void revoke(
      DSLContext tx, BotId bot, ManualGrantId id, String revokedBy, Instant now) {
    tx.update(MANUAL_GRANT)
        .set(
            MANUAL_GRANT.REVOKED_AT,
            DSL.greatest(MANUAL_GRANT.GRANTED_AT, DSL.val(now, MANUAL_GRANT.REVOKED_AT)))
        .set(MANUAL_GRANT.REVOKED_BY, revokedBy)
        .where(MANUAL_GRANT.BOT_ID.eq(bot), MANUAL_GRANT.ID.eq(id.value()))
        .execute();
  }

  /** A customer's, the newest first, from behind that one on; those that are over too. */
  public static List<Kept> of(
      DSLContext tx, BotId bot, TelegramUserId customer, Optional<ManualGrantId> after, int limit) {
    var isBehind = after.map(id -> MANUAL_GRANT.ID.lt(id.value())).orElseGet(DSL::noCondition);
    return select(tx, bot, isBehind)
        .and(MANUAL_GRANT.CUSTOMER_ID.eq(customer))
        .orderBy(MANUAL_GRANT.ID.desc())
        .limit(DSL.inline(limit))
        .fetch(ManualGrantStore::read);
  }

  private static SelectConditionStep<Record> select(DSLContext tx, BotId bot, Condition which) {
    return tx.select(MANUAL_GRANT.fields())
        .from(MANUAL_GRANT)
        .where(MANUAL_GRANT.BOT_ID.eq(bot), which);
  }

  private static Kept read(Record row) {
    var claim = new Claim(row.get(MANUAL_GRANT.CUSTOMER_ID), row.get(MANUAL_GRANT.ENTITLEMENT));
    var grant =
        new ManualGrant(
            new ManualGrantId(row.get(MANUAL_GRANT.ID)),
            claim,
            row.get(MANUAL_GRANT.GRANTED_AT),
            Optional.ofNullable(row.get(MANUAL_GRANT.ENDS_AT)).orElse(Ownership.NEVER),
            row.get(MANUAL_GRANT.REASON));
    return new Kept(
        grant,
        row.get(MANUAL_GRANT.GRANTED_BY),
        Optional.ofNullable(row.get(MANUAL_GRANT.REVOKED_AT)));
  }
}
