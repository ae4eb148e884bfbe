package dev.starkeeper.store;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.CreditUnit;
import dev.starkeeper.model.Entitlement;
import dev.starkeeper.model.Grant;
import dev.starkeeper.model.RenewalState;
import dev.starkeeper.model.Subscription;
import dev.starkeeper.model.TelegramUserId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;

/**
 * What live charges and the merchant himself give to whom; what a customer owns is computed from
 * it.
 */
public final class OwnershipStore {
  /**
   * What else covers him may end sooner than it did: that is to be looked at. What is read of the
   * ends is as it was before.
   */
  private static final String REVOKE =
      """
      with revoked as (
        update entitlement_grant set revoked_at = greatest(granted_at, ?::timestamptz)
        where bot_id = ? and charge_id = any(?::text[]) and revoked_at is null
        returning bot_id, charge_id, customer_id, entitlement, subscription_id, kind),
      looked_at as (
        insert into entitlement_end as known (bot_id, customer_id, entitlement, look_at)
        select distinct bot_id, customer_id, entitlement, ?::timestamptz from revoked
        order by customer_id, entitlement
        on conflict (bot_id, customer_id, entitlement)
          do update set look_at = least(known.look_at, excluded.look_at))
      select r.charge_id, r.customer_id, r.entitlement, r.subscription_id,
             r.kind = 'UNLOCK' or e.look_at is not null
      from revoked r
      left join entitlement_end e on e.bot_id = r.bot_id and e.customer_id = r.customer_id
        and e.entitlement = r.entitlement
      """;

  private static final String GRANTS =
      """
      select g.customer_id, g.entitlement, g.kind, g.starts_at, g.days, s.renewal, s.period_ends_at
      from entitlement_grant g
      left join subscription s on s.bot_id = g.bot_id and s.id = g.subscription_id
      where g.bot_id = ? and g.customer_id = any(?::bigint[]) and g.revoked_at is null
      union all
      select m.customer_id, m.entitlement, 'MANUAL', null, null, null, m.ends_at
      from manual_grant m
      where m.bot_id = ? and m.customer_id = any(?::bigint[]) and m.revoked_at is null
      """;

  /** What he was given less what he spent, which the last debit knows. */
  private static final String BALANCES =
      """
      select given.unit, given.amount - coalesce((
        select d.debited from credit_debit d
        where d.bot_id = ? and d.customer_id = ? and d.unit = given.unit
        order by d.number desc limit 1), 0)
      from (select unit, sum(amount)::bigint as amount from credit_entry
            where bot_id = ? and customer_id = ? group by unit) as given
      """;

  private static final String TAKE_CREDITS =
      """
      insert into credit_entry (bot_id, charge_id, customer_id, unit, amount, created_at, kind)
      select bot_id, charge_id, customer_id, unit, -amount, ?::timestamptz, 'REFUND'
      from credit_entry
      where bot_id = ? and charge_id = any(?::text[]) and kind = 'PURCHASE'
      on conflict do nothing
      returning charge_id, customer_id, unit, amount
      """;

  /** What a charge had given, and gives no more. */
  public sealed interface TakenBack {
    ChargeId charge();

    TelegramUserId customer();

    /**
     * {@code subscription} is empty unless it was one of its months.
     *
     * @param endIsUntold false if its end was told before: it was over
     */
    record Access(
        ChargeId charge,
        TelegramUserId customer,
        Entitlement entitlement,
        Optional<UUID> subscription,
        boolean endIsUntold)
        implements TakenBack {}

    /** {@code amount} is below zero. */
    record Credits(ChargeId charge, TelegramUserId customer, CreditUnit unit, long amount)
        implements TakenBack {}
  }

  private OwnershipStore() {}

  /** Takes back what these charges gave, and nothing else; returns what that was. */
  public static List<TakenBack.Access> revoke(
      DSLContext tx, BotId bot, Collection<ChargeId> charges, Instant now) {
    var at = now.atOffset(ZoneOffset.UTC);
    return tx.fetch(REVOKE, at, bot.value(), ids(charges), at)
        .map(row ->
            new TakenBack.Access(
                new ChargeId(row.get(0, String.class)),
                new TelegramUserId(row.get(1, Long.class)),
                new Entitlement(row.get(2, String.class)),
                Optional.ofNullable(row.get(3, UUID.class)),
                row.get(4, Boolean.class)));
  }

  /** The same for credits; what was consumed meanwhile takes the balance below zero. */
  public static List<TakenBack.Credits> takeCredits(
      DSLContext tx, BotId bot, Collection<ChargeId> charges, Instant now) {
    return tx.fetch(TAKE_CREDITS, now.atOffset(ZoneOffset.UTC), bot.value(), ids(charges))
        .map(row ->
            new TakenBack.Credits(
                new ChargeId(row.get(0, String.class)),
                new TelegramUserId(row.get(1, Long.class)),
                new CreditUnit(row.get(2, String.class)),
                row.get(3, Long.class)));
  }

  /** What he was given and still has; what it comes to is for the model to say. */
  public static List<Grant> grants(DSLContext tx, BotId bot, TelegramUserId customer) {
    return grants(tx, bot, List.of(customer)).getOrDefault(customer, List.of());
  }

  /** The same of several; those who have nothing are left out. */
  public static Map<TelegramUserId, List<Grant>> grants(
      DSLContext tx, BotId bot, Collection<TelegramUserId> customers) {
    var ids = customers.stream().map(TelegramUserId::value).distinct().toArray(Long[]::new);
    var grants = new LinkedHashMap<TelegramUserId, List<Grant>>();
    for (var row : tx.fetch(GRANTS, bot.value(), ids, bot.value(), ids)) {
      grants
          .computeIfAbsent(new TelegramUserId(row.get(0, Long.class)), _ -> new ArrayList<>())
          .add(new Grant(new Entitlement(row.get(1, String.class)), cover(row)));
    }
    return grants;
  }

  private static Grant.Cover cover(Record row) {
    var kind = row.get(2, String.class);
    return switch (kind) {
      case "UNLOCK" -> new Grant.Cover.Forever();
      case "PASS" -> new Grant.Cover.Days(instant(row, 3), row.get(4, Integer.class));
      case "SUBSCRIPTION" ->
          new Grant.Cover.Months(
              new Subscription.Term(
                  RenewalState.valueOf(row.get(5, String.class)), instant(row, 6)));
      case "MANUAL" ->
          row.get(6) == null ? new Grant.Cover.Forever() : new Grant.Cover.Until(instant(row, 6));
      default -> throw new IllegalStateException("no kind of grant: " + kind);
    };
  }

  private static Instant instant(Record row, int column) {
    return row.get(column, OffsetDateTime.class).toInstant();
  }

  /** His balance of each unit he ever had; below zero where he had consumed what went back. */
  public static SortedMap<String, Long> credits(DSLContext tx, BotId bot, TelegramUserId customer) {
    var balances = new TreeMap<String, Long>();
    tx.fetch(BALANCES, bot.value(), customer.value(), bot.value(), customer.value())
        .forEach(row -> balances.put(row.get(0, String.class), row.get(1, Long.class)));
    return balances;
  }

  private static String[] ids(Collection<ChargeId> charges) {
    return charges.stream().map(ChargeId::value).toArray(String[]::new);
  }
}
