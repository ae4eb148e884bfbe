package dev.starkeeper.store;

import static dev.starkeeper.schema.Tables.CREDIT_ENTRY;
import static dev.starkeeper.schema.Tables.ENTITLEMENT_GRANT;
import static org.jooq.impl.DSL.sum;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.CreditUnit;
import dev.starkeeper.model.Entitlement;
import dev.starkeeper.model.Good;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.TelegramUserId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jooq.DSLContext;

/** What each charge gave to whom; what a customer owns is the sum of it. */
public final class OwnershipStore {
  private static final String GRANT =
      """
      insert into entitlement_grant (bot_id, charge_id, customer_id, entitlement, granted_at)
      select ?, given.charge_id, given.customer_id, given.entitlement, ?::timestamptz
      from unnest(?::text[], ?::bigint[], ?::text[]) as given (charge_id, customer_id, entitlement)
      """;

  private static final String CREDIT =
      """
      insert into credit_entry (bot_id, charge_id, customer_id, unit, amount, created_at)
      select ?, given.charge_id, given.customer_id, given.unit, given.amount, ?::timestamptz
      from unnest(?::text[], ?::bigint[], ?::text[], ?::bigint[])
        as given (charge_id, customer_id, unit, amount)
      """;

  private record Given<G extends Good>(ChargeId charge, Invoice invoice, G good) {}

  private OwnershipStore() {}

  /** Gives each invoice's recipient what it sold, by the charge that paid it. */
  public static void deliver(DSLContext tx, BotId bot, Map<ChargeId, Invoice> paid, Instant now) {
    var unlocks = given(paid, Good.Unlock.class);
    var consumables = given(paid, Good.Consumable.class);
    // Both always run, empty or not: a batch of any kind costs the same statements.
    tx.execute(
        GRANT,
        bot.value(),
        now.atOffset(ZoneOffset.UTC),
        texts(unlocks, g -> g.charge().value()),
        longs(unlocks, g -> g.invoice().parties().recipient().value()),
        texts(unlocks, g -> g.good().entitlement().key()));
    tx.execute(
        CREDIT,
        bot.value(),
        now.atOffset(ZoneOffset.UTC),
        texts(consumables, g -> g.charge().value()),
        longs(consumables, g -> g.invoice().parties().recipient().value()),
        texts(consumables, g -> g.good().unit().name()),
        longs(consumables, g -> (long) g.good().units() * g.invoice().item().quantity()));
  }

  /** What he has now, by name, each once however many charges gave it. */
  public static List<Entitlement> entitlements(DSLContext tx, BotId bot, TelegramUserId customer) {
    return tx.selectDistinct(ENTITLEMENT_GRANT.ENTITLEMENT)
        .from(ENTITLEMENT_GRANT)
        .where(ENTITLEMENT_GRANT.BOT_ID.eq(bot), ENTITLEMENT_GRANT.CUSTOMER_ID.eq(customer))
        .and(ENTITLEMENT_GRANT.REVOKED_AT.isNull())
        .orderBy(ENTITLEMENT_GRANT.ENTITLEMENT)
        .fetch(ENTITLEMENT_GRANT.ENTITLEMENT);
  }

  public static boolean owns(
      DSLContext tx, BotId bot, TelegramUserId customer, Entitlement entitlement) {
    return tx.fetchExists(
        ENTITLEMENT_GRANT,
        ENTITLEMENT_GRANT
            .BOT_ID
            .eq(bot)
            .and(ENTITLEMENT_GRANT.CUSTOMER_ID.eq(customer))
            .and(ENTITLEMENT_GRANT.ENTITLEMENT.eq(entitlement))
            .and(ENTITLEMENT_GRANT.REVOKED_AT.isNull()));
  }

  /** His balance of each unit he ever had. */
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

  private static <G extends Good> List<Given<G>> given(Map<ChargeId, Invoice> paid, Class<G> kind) {
    return paid.entrySet().stream()
        .filter(entry -> kind.isInstance(entry.getValue().item().good()))
        .map(entry ->
            new Given<>(
                entry.getKey(), entry.getValue(), kind.cast(entry.getValue().item().good())))
        .toList();
  }

  private static <T> String[] texts(Collection<T> rows, Function<T, String> text) {
    return rows.stream().map(text).toArray(String[]::new);
  }

  private static <T> Long[] longs(Collection<T> rows, Function<T, Long> number) {
    return rows.stream().map(number).toArray(Long[]::new);
  }
}
