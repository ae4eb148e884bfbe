package dev.starkeeper.store;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Claim;
import dev.starkeeper.model.Entitlement;
import dev.starkeeper.model.Holding;
import dev.starkeeper.model.TelegramUserId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** What customers hold already of what they are about to get. */
public final class HoldingStore {
  /** Advisory locks, in one sequence whoever takes them. Two charges for one thing wait here. */
  private static final String LOCK =
      """
      select count(pg_advisory_xact_lock(hashtextextended(key, ?)))
      from (select distinct key from unnest(?::text[]) as wanted (key) order by key) as claim
      """;

  private static final String FIND =
      """
      select claim.customer_id, claim.entitlement, bool_or(held.forever), max(held.subscribed_until)
      from (select distinct customer_id, entitlement
            from unnest(?::bigint[], ?::text[]) as wanted (customer_id, entitlement)) as claim
      cross join lateral (
        select g.kind = 'UNLOCK' as forever,
               case when g.kind = 'SUBSCRIPTION' then g.ends_at end as subscribed_until
        from entitlement_grant g
        where g.bot_id = ? and g.customer_id = claim.customer_id
          and g.entitlement = claim.entitlement and g.revoked_at is null
        union all
        select true, null from manual_grant m
        where m.bot_id = ? and m.customer_id = claim.customer_id
          and m.entitlement = claim.entitlement and m.revoked_at is null and m.ends_at is null
        ) as held
      group by claim.customer_id, claim.entitlement
      """;

  private HoldingStore() {}

  /** Keeps others from giving the same to the same until this transaction ends. */
  public static void lock(DSLContext tx, BotId bot, Collection<Claim> claims) {
    var keys =
        claims.stream()
            .map(claim -> claim.customer().value() + ":" + claim.entitlement().key())
            .toArray(String[]::new);
    tx.fetch(LOCK, bot.value(), keys);
  }

  /** For those claims of which anything is held. */
  public static Map<Claim, Holding> find(DSLContext tx, BotId bot, Collection<Claim> claims) {
    var customers = claims.stream().map(claim -> claim.customer().value()).toArray(Long[]::new);
    var keys = claims.stream().map(claim -> claim.entitlement().key()).toArray(String[]::new);
    return tx.fetch(FIND, customers, keys, bot.value(), bot.value()).stream()
        .collect(
            Collectors.toMap(
                row ->
                    new Claim(
                        new TelegramUserId(row.get(0, Long.class)),
                        new Entitlement(row.get(1, String.class))),
                row -> holding(row.get(2, Boolean.class), row.get(3, OffsetDateTime.class))));
  }

  public static Holding find(DSLContext tx, BotId bot, Claim claim) {
    return find(tx, bot, List.of(claim)).getOrDefault(claim, Holding.NOTHING);
  }

  static Holding holding(@Nullable Boolean forever, @Nullable OffsetDateTime subscribedUntil) {
    return new Holding(
        Boolean.TRUE.equals(forever),
        subscribedUntil == null ? Instant.MIN : subscribedUntil.toInstant());
  }
}
