package dev.starkeeper.store;

import static dev.starkeeper.schema.Tables.CREDIT_ENTRY;
import static dev.starkeeper.schema.Tables.ENTITLEMENT_GRANT;
import static dev.starkeeper.schema.Tables.SUBSCRIPTION;
import static org.jooq.impl.DSL.sum;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.CreditUnit;
import dev.starkeeper.model.Entitlement;
import dev.starkeeper.model.Grant;
import dev.starkeeper.model.Subscription;
import dev.starkeeper.model.TelegramUserId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;

/** What each live charge gives to whom; what a customer owns is computed from it. */
public final class OwnershipStore {
  private static final String REVOKE =
      """
      update entitlement_grant set revoked_at = greatest(granted_at, ?::timestamptz)
      where bot_id = ? and charge_id = any(?::text[]) and revoked_at is null
      returning charge_id, customer_id, entitlement, subscription_id
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

    /** {@code subscription} is empty unless it was one of its months. */
    record Access(
        ChargeId charge,
        TelegramUserId customer,
        Entitlement entitlement,
        Optional<UUID> subscription)
        implements TakenBack {}

    /** {@code amount} is below zero. */
    record Credits(ChargeId charge, TelegramUserId customer, CreditUnit unit, long amount)
        implements TakenBack {}
  }

  private OwnershipStore() {}

  /** Takes back what these charges gave, and nothing else; returns what that was. */
  public static List<TakenBack.Access> revoke(
      DSLContext tx, BotId bot, Collection<ChargeId> charges, Instant now) {
    return tx.fetch(REVOKE, now.atOffset(ZoneOffset.UTC), bot.value(), ids(charges))
        .map(row ->
            new TakenBack.Access(
                new ChargeId(row.get(0, String.class)),
                new TelegramUserId(row.get(1, Long.class)),
                new Entitlement(row.get(2, String.class)),
                Optional.ofNullable(row.get(3, UUID.class))));
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

  /** What his live charges give him; what it comes to is for the model to say. */
  public static List<Grant> grants(DSLContext tx, BotId bot, TelegramUserId customer) {
    return tx.select(
            ENTITLEMENT_GRANT.ENTITLEMENT,
            ENTITLEMENT_GRANT.KIND,
            ENTITLEMENT_GRANT.STARTS_AT,
            ENTITLEMENT_GRANT.DAYS,
            SUBSCRIPTION.RENEWAL,
            SUBSCRIPTION.PERIOD_ENDS_AT)
        .from(ENTITLEMENT_GRANT)
        .leftJoin(SUBSCRIPTION)
        .on(SUBSCRIPTION.BOT_ID.eq(ENTITLEMENT_GRANT.BOT_ID))
        .and(SUBSCRIPTION.ID.eq(ENTITLEMENT_GRANT.SUBSCRIPTION_ID))
        .where(ENTITLEMENT_GRANT.BOT_ID.eq(bot), ENTITLEMENT_GRANT.CUSTOMER_ID.eq(customer))
        .and(ENTITLEMENT_GRANT.REVOKED_AT.isNull())
        .fetch(row -> new Grant(row.get(ENTITLEMENT_GRANT.ENTITLEMENT), cover(row)));
  }

  private static Grant.Cover cover(Record row) {
    var kind = row.get(ENTITLEMENT_GRANT.KIND);
    return switch (kind) {
      case "UNLOCK" -> new Grant.Cover.Forever();
      case "PASS" ->
          new Grant.Cover.Days(
              row.get(ENTITLEMENT_GRANT.STARTS_AT), row.get(ENTITLEMENT_GRANT.DAYS));
      case "SUBSCRIPTION" ->
          new Grant.Cover.Months(
              new Subscription.Term(
                  row.get(SUBSCRIPTION.RENEWAL), row.get(SUBSCRIPTION.PERIOD_ENDS_AT)));
      default -> throw new IllegalStateException("no kind of grant: " + kind);
    };
  }

  /** His balance of each unit he ever had; below zero where he had consumed what went back. */
  public static SortedMap<String, Long> credits(DSLContext tx, BotId bot, TelegramUserId customer) {
    var balance = sum(CREDIT_ENTRY.AMOUNT).coerce(Long.class);
    var balances = new TreeMap<String, Long>();
    tx.select(CREDIT_ENTRY.UNIT, balance)
        .from(CREDIT_ENTRY)
        .where(CREDIT_ENTRY.BOT_ID.eq(bot), CREDIT_ENTRY.CUSTOMER_ID.eq(customer))
        .groupBy(CREDIT_ENTRY.UNIT)
        .forEach(row -> balances.put(nameOf(row.value1()), row.value2()));
    return balances;
  }

  private static String nameOf(CreditUnit unit) {
    return unit.name();
  }

  private static String[] ids(Collection<ChargeId> charges) {
    return charges.stream().map(ChargeId::value).toArray(String[]::new);
  }
}
