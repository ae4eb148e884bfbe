package dev.starkeeper.store;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Claim;
import dev.starkeeper.model.Entitlement;
import dev.starkeeper.model.TelegramUserId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Record;

/**
 * When to look whether an entitlement has ended: never later than it does. Whoever gives or takes
 * back something that ends writes it here in the same statement.
 */
public final class EntitlementEndStore {
  private static final String DUE =
      """
      select bot_id, customer_id, entitlement from entitlement_end
      where look_at <= ?::timestamptz order by look_at limit ?
      """;

  private static final String LOCK_DUE =
      """
      select e.customer_id, e.entitlement
      from entitlement_end e
      join unnest(?::bigint[], ?::text[]) as wanted (customer_id, entitlement)
        on e.customer_id = wanted.customer_id and e.entitlement = wanted.entitlement
      where e.bot_id = ? and e.look_at <= ?::timestamptz
      order by e.customer_id, e.entitlement
      for update of e
      """;

  private static final String LOOK_AGAIN =
      """
      update entitlement_end e set look_at = later.look_at
      from unnest(?::bigint[], ?::text[], ?::timestamptz[])
        as later (customer_id, entitlement, look_at)
      where e.bot_id = ? and e.customer_id = later.customer_id
        and e.entitlement = later.entitlement
      """;

  private static final String FORGET =
      """
      delete from entitlement_end e
      using unnest(?::bigint[], ?::text[]) as told (customer_id, entitlement)
      where e.bot_id = ? and e.customer_id = told.customer_id
        and e.entitlement = told.entitlement
      """;

  private static final String NOTE =
      """
      insert into entitlement_end as known (bot_id, customer_id, entitlement, look_at)
      values (?, ?, ?, ?::timestamptz)
      on conflict (bot_id, customer_id, entitlement)
        do update set look_at = least(known.look_at, excluded.look_at)
      """;

  /** What is to be looked at, of any bot. */
  public record Due(BotId bot, Claim claim) {}

  private EntitlementEndStore() {}

  /** Those that are to be looked at by now, the longest due first; nothing is locked. */
  public static List<Due> due(DSLContext tx, Instant now, int most) {
    return tx.fetch(DUE, utc(now), most)
        .map(row -> new Due(new BotId(row.get(0, Long.class)), claim(row, 1)));
  }

  /** Those of the claims that are still due, locked. Their claims are locked already. */
  public static Set<Claim> lockDue(
      DSLContext tx, BotId bot, Collection<Claim> claims, Instant now) {
    return new LinkedHashSet<>(
        tx.fetch(LOCK_DUE, customers(claims), keys(claims), bot.value(), utc(now))
            .map(row -> claim(row, 0)));
  }

  /** Moves the look to when each is said to end. */
  public static void lookAgain(DSLContext tx, BotId bot, Map<Claim, Instant> ends) {
    if (ends.isEmpty()) return;
    var claims = ends.keySet();
    var times = claims.stream().map(ends::get).map(EntitlementEndStore::utc);
    tx.execute(
        LOOK_AGAIN,
        customers(claims),
        keys(claims),
        times.toArray(OffsetDateTime[]::new),
        bot.value());
  }

  /**
   * Of what has ended, or does not end any more.
   *
   * @return how many there were: an end that was told has none
   */
  public static int forget(DSLContext tx, BotId bot, Collection<Claim> claims) {
    if (claims.isEmpty()) return 0;
    return tx.execute(FORGET, customers(claims), keys(claims), bot.value());
  }

  /** Has it looked at by then. */
  public static void note(DSLContext tx, BotId bot, Claim claim, Instant at) {
    tx.execute(NOTE, bot.value(), claim.customer().value(), claim.entitlement().key(), utc(at));
  }

  private static Claim claim(Record row, int column) {
    return new Claim(
        new TelegramUserId(row.get(column, Long.class)),
        new Entitlement(row.get(column + 1, String.class)));
  }

  private static Long[] customers(Collection<Claim> claims) {
    return claims.stream().map(claim -> claim.customer().value()).toArray(Long[]::new);
  }

  private static String[] keys(Collection<Claim> claims) {
    Function<Claim, String> key = claim -> claim.entitlement().key();
    return claims.stream().map(key).toArray(String[]::new);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
