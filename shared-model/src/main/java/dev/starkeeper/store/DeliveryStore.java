package dev.starkeeper.store;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.Good;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.Recurrence;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Gives what was bought: a row for each charge. */
public final class DeliveryStore {
  /** With when to look whether it has ended: passes stack, so it may be later, and never sooner. */
  private static final String GRANT =
      """
      with granted as (
        insert into entitlement_grant (bot_id, charge_id, customer_id, entitlement, granted_at,
                                       kind, starts_at, days, ends_at, subscription_id)
        select ?, given.charge_id, given.customer_id, given.entitlement, ?::timestamptz,
               given.kind, given.starts_at, given.days, given.ends_at, given.subscription_id
        from unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::timestamptz[], ?::integer[],
                    ?::timestamptz[], ?::uuid[])
          as given (charge_id, customer_id, entitlement, kind, starts_at, days, ends_at,
                    subscription_id)
        returning bot_id, customer_id, entitlement,
          coalesce(ends_at, starts_at + least(days, 3650000) * interval '24 hours') as look_at)
      insert into entitlement_end as known (bot_id, customer_id, entitlement, look_at)
      select bot_id, customer_id, entitlement, min(look_at) from granted
      where look_at is not null
      group by bot_id, customer_id, entitlement order by customer_id, entitlement
      on conflict (bot_id, customer_id, entitlement)
        do update set look_at = least(known.look_at, excluded.look_at)
      """;

  private static final String CREDIT =
      """
      insert into credit_entry (bot_id, charge_id, customer_id, unit, amount, created_at, kind)
      select ?, given.charge_id, given.customer_id, given.unit, given.amount, ?::timestamptz,
             'PURCHASE'
      from unnest(?::text[], ?::bigint[], ?::text[], ?::bigint[])
        as given (charge_id, customer_id, unit, amount)
      """;

  private DeliveryStore() {}

  /**
   * A charge that is delivered by an invoice.
   *
   * @param coversUntil when the month that it paid ends, if a subscription is what it paid for
   */
  public record Delivery(ChargeId charge, Invoice invoice, Instant paidAt, Instant coversUntil) {
    public Delivery {
      // Telegram does not say that it is a month, or a person assigned any charge to it: it is one.
      var isMonth = invoice.item().good() instanceof Good.Subscription;
      if (isMonth && coversUntil.equals(Instant.MIN)) coversUntil = paidAt.plus(Recurrence.MONTH);
    }

    private Good good() {
      return invoice.item().good();
    }
  }

  /** Gives each invoice's recipient what it sold, by the charge that paid for it. */
  public static void deliver(
      DSLContext tx, BotId bot, Collection<Delivery> deliveries, Instant now) {
    var access = deliveries.stream().filter(d -> d.good() instanceof Good.Access).toList();
    var credits = deliveries.stream().filter(d -> d.good() instanceof Good.Consumable).toList();
    if (!access.isEmpty()) grant(tx, bot, access, now);
    if (!credits.isEmpty()) credit(tx, bot, credits, now);
  }

  private static void grant(DSLContext tx, BotId bot, List<Delivery> access, Instant now) {
    tx.execute(
        GRANT,
        bot.value(),
        now.atOffset(ZoneOffset.UTC),
        column(access, String[]::new, d -> d.charge().value()),
        column(access, Long[]::new, d -> d.invoice().parties().recipient().value()),
        column(access, String[]::new, d -> ((Good.Access) d.good()).entitlement().key()),
        column(access, String[]::new, d -> d.good().kind().name()),
        column(access, OffsetDateTime[]::new, d -> d.paidAt().atOffset(ZoneOffset.UTC)),
        column(access, Integer[]::new, DeliveryStore::days),
        column(access, OffsetDateTime[]::new, DeliveryStore::endsAt),
        column(access, UUID[]::new, DeliveryStore::subscription));
  }

  private static void credit(DSLContext tx, BotId bot, List<Delivery> credits, Instant now) {
    tx.execute(
        CREDIT,
        bot.value(),
        now.atOffset(ZoneOffset.UTC),
        column(credits, String[]::new, d -> d.charge().value()),
        column(credits, Long[]::new, d -> d.invoice().parties().recipient().value()),
        column(credits, String[]::new, d -> ((Good.Consumable) d.good()).unit().name()),
        column(credits, Long[]::new, DeliveryStore::units));
  }

  private static <T extends @Nullable Object> T[] column(
      List<Delivery> rows, IntFunction<T[]> array, Function<Delivery, T> value) {
    return rows.stream().map(value).toArray(array);
  }

  private static @Nullable Integer days(Delivery delivery) {
    return delivery.good() instanceof Good.Pass(_, var days)
        ? Integer.valueOf(days * delivery.invoice().item().quantity())
        : null;
  }

  private static @Nullable OffsetDateTime endsAt(Delivery delivery) {
    return delivery.good() instanceof Good.Subscription
        ? delivery.coversUntil().atOffset(ZoneOffset.UTC)
        : null;
  }

  private static @Nullable UUID subscription(Delivery delivery) {
    return delivery.good() instanceof Good.Subscription ? delivery.invoice().id().value() : null;
  }

  private static Long units(Delivery delivery) {
    return (long) ((Good.Consumable) delivery.good()).units()
        * delivery.invoice().item().quantity();
  }
}
