package dev.starkeeper.store;

import static dev.starkeeper.schema.Tables.EVENT_COUNTER;
import static dev.starkeeper.schema.Tables.WEBHOOK_ENDPOINT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.EventTypes;
import dev.starkeeper.model.WebhookEndpoint;
import dev.starkeeper.model.WebhookEndpointId;
import dev.starkeeper.model.WebhookSecret;
import dev.starkeeper.model.WebhookState;
import dev.starkeeper.model.WebhookUrl;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Where merchants want to be told of events. A deleted endpoint's row stays, for its history. */
public final class WebhookEndpointStore {
  private static final String ACTIVE = "ACTIVE";
  private static final String DISABLED = "DISABLED";
  private static final String DELETED = "DELETED";
  private static final String NO_SECRET = "whsec_"; // of one that is deleted

  /** Until the transaction ends, nobody else adds one to this bot. */
  private static final String LOCK =
      "select pg_advisory_xact_lock(hashtextextended('webhook_endpoint ' || ?, 0))";

  /** One that was not asked for yet. */
  public record Draft(WebhookEndpointId id, WebhookUrl url, EventTypes types) {}

  /** {@code previousSecretUntil} is there while two secrets sign. */
  public record Kept(WebhookEndpoint endpoint, Optional<Instant> previousSecretUntil) {}

  /** Where to, and what to sign with: the current secret first. */
  public record Target(WebhookUrl url, List<WebhookSecret> secrets) {}

  private WebhookEndpointStore() {}

  public static void lock(DSLContext tx, BotId bot) {
    tx.fetch(LOCK, bot.value());
  }

  public static int count(DSLContext tx, BotId bot) {
    return tx.fetchCount(WEBHOOK_ENDPOINT, isThere(bot));
  }

  /**
   * It begins behind the newest event that is committed now: whatever commits later has a larger
   * id, also if it is being written already.
   */
  public static void insert(
      DSLContext tx, BotId bot, Draft draft, WebhookSecret secret, Instant now) {
    var last =
        select(EVENT_COUNTER.LAST_ID).from(EVENT_COUNTER).where(EVENT_COUNTER.BOT_ID.eq(bot));
    tx.insertInto(WEBHOOK_ENDPOINT)
        .set(WEBHOOK_ENDPOINT.BOT_ID, bot)
        .set(WEBHOOK_ENDPOINT.ID, draft.id())
        .set(WEBHOOK_ENDPOINT.URL, draft.url().value())
        .set(WEBHOOK_ENDPOINT.EVENT_TYPES, array(draft.types()))
        .set(WEBHOOK_ENDPOINT.SECRET, secret.value())
        .set(WEBHOOK_ENDPOINT.STATE, ACTIVE)
        .set(WEBHOOK_ENDPOINT.LAST_EVENT_ID, coalesce(field(last), val(0L)))
        .set(WEBHOOK_ENDPOINT.CREATED_AT, now)
        .execute();
  }

  private static String @Nullable [] array(EventTypes types) {
    return types.isAll() ? null : types.names().toArray(String[]::new);
  }

  public static Optional<Kept> find(DSLContext tx, BotId bot, WebhookEndpointId id, Instant now) {
    return tx.selectFrom(WEBHOOK_ENDPOINT)
        .where(isThere(bot), WEBHOOK_ENDPOINT.ID.eq(id))
        .fetchOptional(row -> kept(row, now));
  }

  /** In the sequence in which they were made. */
  public static List<Kept> all(DSLContext tx, BotId bot, Instant now) {
    return tx.selectFrom(WEBHOOK_ENDPOINT)
        .where(isThere(bot))
        .orderBy(WEBHOOK_ENDPOINT.ID)
        .fetch(row -> kept(row, now));
  }

  /** Empty for one that is not told of anything. */
  public static Optional<Target> target(
      DSLContext tx, BotId bot, WebhookEndpointId id, Instant now) {
    return tx.selectFrom(WEBHOOK_ENDPOINT)
        .where(WEBHOOK_ENDPOINT.BOT_ID.eq(bot), WEBHOOK_ENDPOINT.ID.eq(id))
        .and(WEBHOOK_ENDPOINT.STATE.eq(inline(ACTIVE)))
        .fetchOptional(row -> new Target(url(row), secrets(row, now)));
  }

  /** The secret of before signs too, until then. False if there is no such endpoint. */
  public static boolean rotate(
      DSLContext tx, BotId bot, WebhookEndpointId id, WebhookSecret secret, Instant until) {
    return tx.update(WEBHOOK_ENDPOINT)
            .set(WEBHOOK_ENDPOINT.PREVIOUS_SECRET, WEBHOOK_ENDPOINT.SECRET)
            .set(WEBHOOK_ENDPOINT.PREVIOUS_SECRET_UNTIL, until)
            .set(WEBHOOK_ENDPOINT.SECRET, secret.value())
            .where(isThere(bot), WEBHOOK_ENDPOINT.ID.eq(id))
            .execute()
        == 1;
  }

  /** Nothing is sent to it from now on, until it is enabled. */
  public static void disable(
      DSLContext tx, BotId bot, WebhookEndpointId id, String reason, Instant now) {
    tx.update(WEBHOOK_ENDPOINT)
        .set(WEBHOOK_ENDPOINT.STATE, DISABLED)
        .set(WEBHOOK_ENDPOINT.REASON, reason)
        .set(WEBHOOK_ENDPOINT.ENDED_AT, now)
        .where(WEBHOOK_ENDPOINT.BOT_ID.eq(bot), WEBHOOK_ENDPOINT.ID.eq(id))
        .and(WEBHOOK_ENDPOINT.STATE.eq(ACTIVE))
        .execute();
  }

  /** It goes on where it stood. False if there is no such endpoint. */
  public static boolean enable(DSLContext tx, BotId bot, WebhookEndpointId id) {
    return tx.update(WEBHOOK_ENDPOINT)
            .set(WEBHOOK_ENDPOINT.STATE, ACTIVE)
            .setNull(WEBHOOK_ENDPOINT.REASON)
            .setNull(WEBHOOK_ENDPOINT.ENDED_AT)
            .where(isThere(bot), WEBHOOK_ENDPOINT.ID.eq(id))
            .execute()
        == 1;
  }

  /** Its secrets are forgotten. False if there is no such endpoint. */
  public static boolean delete(DSLContext tx, BotId bot, WebhookEndpointId id, Instant now) {
    return tx.update(WEBHOOK_ENDPOINT)
            .set(WEBHOOK_ENDPOINT.STATE, DELETED)
            .set(WEBHOOK_ENDPOINT.SECRET, NO_SECRET)
            .setNull(WEBHOOK_ENDPOINT.PREVIOUS_SECRET)
            .setNull(WEBHOOK_ENDPOINT.PREVIOUS_SECRET_UNTIL)
            .setNull(WEBHOOK_ENDPOINT.REASON)
            .set(WEBHOOK_ENDPOINT.ENDED_AT, now)
            .where(isThere(bot), WEBHOOK_ENDPOINT.ID.eq(id))
            .execute()
        == 1;
  }

  private static Condition isThere(BotId bot) {
    return WEBHOOK_ENDPOINT.BOT_ID.eq(bot).and(WEBHOOK_ENDPOINT.STATE.ne(inline(DELETED)));
  }

  private static Kept kept(Record row, Instant now) {
    var types = row.get(WEBHOOK_ENDPOINT.EVENT_TYPES);
    var reason = row.get(WEBHOOK_ENDPOINT.REASON);
    var state =
        reason == null
            ? new WebhookState.Active()
            : new WebhookState.Disabled(reason, row.get(WEBHOOK_ENDPOINT.ENDED_AT));
    return new Kept(
        new WebhookEndpoint(
            row.get(WEBHOOK_ENDPOINT.ID),
            url(row),
            types == null ? EventTypes.ALL : new EventTypes(List.of(types)),
            state,
            row.get(WEBHOOK_ENDPOINT.LAST_EVENT_ID),
            row.get(WEBHOOK_ENDPOINT.CREATED_AT)),
        Optional.ofNullable(row.get(WEBHOOK_ENDPOINT.PREVIOUS_SECRET_UNTIL))
            .filter(until -> until.isAfter(now)));
  }

  private static WebhookUrl url(Record row) {
    return new WebhookUrl(row.get(WEBHOOK_ENDPOINT.URL));
  }

  private static List<WebhookSecret> secrets(Record row, Instant now) {
    var secret = new WebhookSecret(row.get(WEBHOOK_ENDPOINT.SECRET));
    var previous = row.get(WEBHOOK_ENDPOINT.PREVIOUS_SECRET);
    return previous != null && row.get(WEBHOOK_ENDPOINT.PREVIOUS_SECRET_UNTIL).isAfter(now)
        ? List.of(secret, new WebhookSecret(previous))
        : List.of(secret);
  }
}
