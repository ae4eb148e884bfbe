package dev.starkeeper.store;

import static dev.starkeeper.store.Columns.integers;
import static dev.starkeeper.store.Columns.longs;
import static dev.starkeeper.store.Columns.texts;
import static dev.starkeeper.store.Columns.times;
import static dev.starkeeper.store.Columns.uuids;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.TelegramUser;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** What mints write, for all that are made at the same moment in one statement. */
public final class MintStore {
  /** Whether it was made, and whether with its key, is told of each. */
  private static final String WRITE =
      """
      with draft as (
        select * from unnest(
          ?::uuid[], ?::bigint[], ?::bigint[], ?::text[], ?::integer[], ?::integer[], ?::integer[],
          ?::text[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::text[], ?::text[],
          ?::bigint[], ?::text[]) with ordinality as draft (
          id, buyer_id, recipient_id, sku, product_version, quantity, stars,
          link, created_at, expires_at, caller, key, hash,
          himself, language, place)),
      made as (
        insert into invoice (
          bot_id, id, buyer_id, recipient_id, sku, product_version, quantity, stars, state, link,
          created_at, expires_at)
        select ?::bigint, id, buyer_id, recipient_id, sku, product_version, quantity, stars, 'OPEN',
          link, created_at, expires_at
        from draft
        order by buyer_id
        on conflict do nothing
        returning bot_id, id, created_at),
      kept as (
        insert into idempotency_key (bot_id, caller, key, request_hash, invoice_id, created_at)
        select made.bot_id, draft.caller, draft.key, draft.hash, made.id, made.created_at
        from made join draft using (id)
        where draft.key is not null
        order by draft.caller, draft.key
        on conflict do nothing
        returning invoice_id),
      seen as (
        insert into customer as known (bot_id, customer_id, language_code, first_seen_at)
        select distinct on (draft.himself)
          made.bot_id, draft.himself, draft.language, made.created_at
        from made join draft using (id)
        where draft.himself is not null
        order by draft.himself
        on conflict (bot_id, customer_id) do update
        set language_code = excluded.language_code, blocked_at = null
        where known.language_code <> excluded.language_code or known.blocked_at is not null)
      select made.id is not null, kept.invoice_id is not null
      from draft left join made on made.id = draft.id left join kept on kept.invoice_id = draft.id
      order by draft.place
      """;

  private MintStore() {}

  /**
   * An invoice to be.
   *
   * @param key what it is the answer to
   * @param himself its buyer as he tells of himself
   */
  public record Draft(
      Invoice invoice, Optional<IdempotencyStore.Key> key, Optional<TelegramUser> himself) {}

  /** What came of writing one. */
  public enum Written {
    ALL,
    /** The key is another request's: to be rolled back. */
    WITHOUT_ITS_KEY,
    /** The buyer has an open one, perhaps made a moment ago. */
    NOTHING
  }

  /**
   * Writes new invoices, what was asked for under their keys, and who their buyers are. No buyer is
   * among them twice.
   */
  public static List<Written> write(DSLContext tx, BotId bot, List<Draft> drafts) {
    var drafted = drafts.iterator();
    return tx.fetch(
            WRITE,
            uuids(drafts, draft -> draft.invoice().id().value()),
            longs(drafts, draft -> draft.invoice().parties().buyer().value()),
            longs(drafts, draft -> draft.invoice().parties().recipient().value()),
            texts(drafts, draft -> draft.invoice().item().sku().value()),
            integers(drafts, draft -> draft.invoice().item().productVersion()),
            integers(drafts, draft -> draft.invoice().item().quantity()),
            integers(drafts, draft -> draft.invoice().item().stars().amount()),
            texts(drafts, draft -> draft.invoice().link()),
            times(drafts, draft -> draft.invoice().period().createdAt()),
            times(drafts, draft -> draft.invoice().period().expiresAt()),
            texts(drafts, draft -> ofKey(draft, IdempotencyStore.Key::caller)),
            texts(drafts, draft -> ofKey(draft, IdempotencyStore.Key::key)),
            texts(drafts, draft -> ofKey(draft, IdempotencyStore.Key::requestHash)),
            longs(drafts, draft -> draft.himself().map(user -> user.id().value()).orElse(null)),
            texts(drafts, draft -> draft.himself().map(TelegramUser::languageCode).orElse(null)),
            bot.value())
        .map(row -> written(drafted.next(), row.get(0, Boolean.class), row.get(1, Boolean.class)));
  }

  private static Written written(Draft draft, boolean isMade, boolean isKept) {
    if (!isMade) return Written.NOTHING;
    return draft.key().isEmpty() || isKept ? Written.ALL : Written.WITHOUT_ITS_KEY;
  }

  private static @Nullable String ofKey(Draft draft, Function<IdempotencyStore.Key, String> part) {
    return draft.key().map(part).orElse(null);
  }
}
