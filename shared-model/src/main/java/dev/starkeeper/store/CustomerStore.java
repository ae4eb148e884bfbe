package dev.starkeeper.store;

import static dev.starkeeper.schema.Tables.CUSTOMER;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.model.TelegramUserId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/** Whoever opened the Mini App or paid. */
public final class CustomerStore {
  private static final String REMEMBER =
      """
      insert into customer as known (bot_id, customer_id, language_code, first_seen_at)
      select ?, seen.id, seen.language, ?::timestamptz
      from unnest(?::bigint[], ?::text[]) as seen (id, language)
      order by seen.id
      on conflict (bot_id, customer_id) do update
      set language_code = excluded.language_code, blocked_at = null
      where known.language_code <> excluded.language_code or known.blocked_at is not null
      """;

  private static final String ADD =
      """
      insert into customer (bot_id, customer_id, language_code, first_seen_at)
      select ?, seen.id, max(seen.language), ?::timestamptz
      from unnest(?::bigint[], ?::text[]) as seen (id, language)
      group by seen.id order by seen.id
      on conflict do nothing
      """;

  private CustomerStore() {}

  /** Adds those not known, notes the language of those who are; whoever acts has not blocked us. */
  public static void remember(
      DSLContext tx, BotId bot, Collection<TelegramUser> users, Instant now) {
    // One row each: a statement may not touch a row twice. The later word on a language holds.
    var languages =
        users.stream()
            .collect(
                Collectors.toMap(
                    user -> user.id().value(), TelegramUser::languageCode, (_, last) -> last));
    tx.execute(
        REMEMBER,
        bot.value(),
        now.atOffset(ZoneOffset.UTC),
        languages.keySet().toArray(Long[]::new),
        languages.values().toArray(String[]::new));
  }

  /** Adds those not known; who is stays as he is, since this is no word of now. */
  public static void add(DSLContext tx, BotId bot, Collection<TelegramUser> users, Instant now) {
    tx.execute(
        ADD,
        bot.value(),
        now.atOffset(ZoneOffset.UTC),
        users.stream().map(user -> user.id().value()).toArray(Long[]::new),
        users.stream().map(TelegramUser::languageCode).toArray(String[]::new));
  }

  /** The language he was last seen to use; empty for somebody unknown, or who blocked the bot. */
  public static Optional<TelegramUser> reachable(
      DSLContext tx, BotId bot, TelegramUserId customer) {
    return tx.select(CUSTOMER.LANGUAGE_CODE)
        .from(CUSTOMER)
        .where(CUSTOMER.BOT_ID.eq(bot), CUSTOMER.CUSTOMER_ID.eq(customer))
        .and(CUSTOMER.BLOCKED_AT.isNull())
        .fetchOptional(row -> new TelegramUser(customer, row.value1()));
  }

  /** Notes that he has blocked the bot: he gets no more messages until he acts again. */
  public static void noteBlocked(DSLContext tx, BotId bot, TelegramUserId customer, Instant now) {
    tx.update(CUSTOMER)
        .set(CUSTOMER.BLOCKED_AT, now)
        .where(CUSTOMER.BOT_ID.eq(bot), CUSTOMER.CUSTOMER_ID.eq(customer))
        .execute();
  }
}
