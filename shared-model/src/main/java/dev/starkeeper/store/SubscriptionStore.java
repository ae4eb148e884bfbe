package dev.starkeeper.store;

import static dev.starkeeper.schema.Tables.INVOICE;
import static dev.starkeeper.schema.Tables.SUBSCRIPTION;
import static dev.starkeeper.store.InvoiceStore.SOLD;
import static org.jooq.impl.DSL.condition;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Good;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.RenewalState;
import dev.starkeeper.model.Subscription;
import dev.starkeeper.model.SubscriptionUpdate;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.store.DeliveryStore.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectConditionStep;

/** Subscriptions: whether Telegram will charge again, and until when the months charged last. */
public final class SubscriptionStore {
  /** A month that is not the latest we know changes nothing but, perhaps, which was the first. */
  private static final String CHARGED =
      """
      insert into subscription as known
        (bot_id, id, customer_id, buyer_id, first_charge_id, first_paid_at, renewal,
         period_ends_at)
      select ?, charged.id, charged.customer_id, charged.buyer_id, charged.charge_id,
             charged.paid_at, 'ON', charged.ends_at
      from unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::text[], ?::timestamptz[],
                  ?::timestamptz[])
        as charged (id, customer_id, buyer_id, charge_id, paid_at, ends_at)
      order by charged.id
      on conflict (bot_id, id) do update
      set first_charge_id = case when excluded.first_paid_at < known.first_paid_at
                              then excluded.first_charge_id else known.first_charge_id end,
          first_paid_at = least(known.first_paid_at, excluded.first_paid_at),
          renewal = case when excluded.period_ends_at >= known.period_ends_at
                      then 'ON' else known.renewal end,
          expired_at = case when excluded.period_ends_at >= known.period_ends_at
                         then null else known.expired_at end,
          period_ends_at = greatest(known.period_ends_at, excluded.period_ends_at)
      """;

  private static final String RECKON =
      """
      update subscription s
      set period_ends_at = coalesce(live.ends_at, least(s.period_ends_at, ?::timestamptz)),
          renewal = case when ? then 'REFUNDED' else s.renewal end
      from unnest(?::uuid[]) as touched (id)
      left join lateral (
        select max(g.ends_at) as ends_at from entitlement_grant g
        where g.bot_id = ? and g.subscription_id = touched.id and g.revoked_at is null) as live
        on true
      where s.bot_id = ? and s.id = touched.id
        and live.ends_at is distinct from s.period_ends_at
      """;

  private static final String REMEMBER =
      """
      insert into subscription_change (bot_id, subscription_id, update_id, state, received_at)
      values (?, ?, ?, ?, ?::timestamptz)
      on conflict do nothing
      """;

  /**
   * By the place of the rows and not by their keys: how many a parameter limits is not known to the
   * planner, and for many keys it would read the whole table. A row that moves meanwhile is found
   * the next time.
   */
  private static final String END =
      """
      update subscription set expired_at = ?::timestamptz
      where ctid = any(array(
        select ctid from subscription
        where expired_at is null and period_ends_at <= ?::timestamptz
          and (period_ends_at <= ?::timestamptz
            or renewal in ('CANCELED_BY_BUYER', 'CANCELED_BY_MERCHANT', 'REFUNDED'))
        order by period_ends_at limit ? for update skip locked))
      returning bot_id, id
      """;

  /** One that lasts no longer. */
  public record Ended(BotId bot, Subscription subscription) {}

  private SubscriptionStore() {}

  /** Notes the months that were charged; what began them is a subscription from then on. */
  public static void charged(DSLContext tx, BotId bot, Collection<Delivery> deliveries) {
    var firsts = new LinkedHashMap<InvoiceId, Delivery>();
    var lasts = new LinkedHashMap<InvoiceId, Instant>();
    for (var delivery : deliveries) {
      if (!(delivery.invoice().item().good() instanceof Good.Subscription)) continue;
      var id = delivery.invoice().id();
      firsts.merge(id, delivery, (a, b) -> b.paidAt().isBefore(a.paidAt()) ? b : a);
      lasts.merge(id, delivery.coversUntil(), (a, b) -> b.isAfter(a) ? b : a);
    }
    if (firsts.isEmpty()) return;
    tx.execute(
        CHARGED,
        bot.value(),
        firsts.keySet().stream().map(InvoiceId::value).toArray(UUID[]::new),
        longs(firsts.values(), first -> first.invoice().parties().recipient()),
        longs(firsts.values(), first -> first.invoice().parties().buyer()),
        firsts.values().stream().map(first -> first.charge().value()).toArray(String[]::new),
        instants(firsts.values().stream().map(Delivery::paidAt).toList()),
        instants(lasts.values())); // in the sequence of firsts
  }

  /**
   * Finds the ends anew from the months that are live, after some were given back. Where that was
   * the latest, it is over: nobody misses a next one.
   */
  public static void reckonAfterRefund(
      DSLContext tx, BotId bot, Collection<UUID> subscriptions, Instant now) {
    reckon(tx, bot, subscriptions, true, now);
  }

  /** The same after months got their exact dates. */
  public static void reckonAfterDating(
      DSLContext tx, BotId bot, Collection<UUID> subscriptions, Instant now) {
    reckon(tx, bot, subscriptions, false, now);
  }

  private static void reckon(
      DSLContext tx, BotId bot, Collection<UUID> subscriptions, boolean refunded, Instant now) {
    if (subscriptions.isEmpty()) return;
    tx.execute(
        RECKON,
        now.atOffset(ZoneOffset.UTC),
        refunded,
        subscriptions.stream().distinct().sorted().toArray(UUID[]::new),
        bot.value(),
        bot.value());
  }

  /** False when that word was told before. */
  public static boolean remember(
      DSLContext tx, BotId bot, InvoiceId id, SubscriptionUpdate update, Instant now) {
    return tx.execute(
            REMEMBER,
            bot.value(),
            id.value(),
            update.updateId(),
            update.state().name(),
            now.atOffset(ZoneOffset.UTC))
        == 1;
  }

  /** Those that exist, locked until the transaction ends, in one sequence. */
  public static Map<InvoiceId, Subscription> lock(
      DSLContext tx, BotId bot, Collection<InvoiceId> ids) {
    var uuids = ids.stream().map(InvoiceId::value).toArray(UUID[]::new);
    return select(tx, bot, condition("subscription.id = any(?::uuid[])", (Object) uuids))
        .orderBy(SUBSCRIPTION.ID)
        .forUpdate()
        .of(SUBSCRIPTION)
        .fetch(SubscriptionStore::read)
        .stream()
        .collect(Collectors.toMap(Subscription::id, Function.identity()));
  }

  public static Optional<Subscription> find(DSLContext tx, BotId bot, InvoiceId id) {
    return select(tx, bot, SUBSCRIPTION.ID.eq(id)).fetchOptional(SubscriptionStore::read);
  }

  /** Those that he has or pays for, the newest first. */
  public static List<Subscription> of(
      DSLContext tx, BotId bot, TelegramUserId customer, int limit) {
    return select(
            tx, bot, SUBSCRIPTION.CUSTOMER_ID.eq(customer).or(SUBSCRIPTION.BUYER_ID.eq(customer)))
        .orderBy(SUBSCRIPTION.FIRST_PAID_AT.desc())
        .limit(limit)
        .fetch(SubscriptionStore::read);
  }

  public static void setRenewal(DSLContext tx, BotId bot, InvoiceId id, RenewalState renewal) {
    tx.update(SUBSCRIPTION)
        .set(SUBSCRIPTION.RENEWAL, renewal)
        .where(SUBSCRIPTION.BOT_ID.eq(bot), SUBSCRIPTION.ID.eq(id))
        .execute();
  }

  /**
   * Those whose end has come, marked so that nobody else finds them.
   *
   * @param grace how long a missed renewal is waited for
   */
  public static List<Ended> markEnded(DSLContext tx, Instant now, Duration grace, int most) {
    var at = now.atOffset(ZoneOffset.UTC);
    var before = now.minus(grace).atOffset(ZoneOffset.UTC);
    return tx.fetch(END, at, at, before, most).stream()
        .map(row -> {
          var bot = new BotId(row.get(0, Long.class));
          return new Ended(bot, find(tx, bot, new InvoiceId(row.get(1, UUID.class))).orElseThrow());
        })
        .toList();
  }

  private static SelectConditionStep<Record> select(DSLContext tx, BotId bot, Condition which) {
    return tx.select(INVOICE.fields())
        .select(SOLD.fields())
        .select(SUBSCRIPTION.FIRST_CHARGE_ID, SUBSCRIPTION.RENEWAL, SUBSCRIPTION.PERIOD_ENDS_AT)
        .from(SUBSCRIPTION)
        .join(INVOICE)
        .on(INVOICE.BOT_ID.eq(SUBSCRIPTION.BOT_ID), INVOICE.ID.eq(SUBSCRIPTION.ID))
        .join(SOLD)
        .on(SOLD.BOT_ID.eq(INVOICE.BOT_ID), SOLD.SKU.eq(INVOICE.SKU))
        .and(SOLD.VERSION.eq(INVOICE.PRODUCT_VERSION))
        .where(SUBSCRIPTION.BOT_ID.eq(bot), which);
  }

  private static Subscription read(Record row) {
    var invoice = InvoiceStore.read(row);
    return new Subscription(
        invoice.id(),
        invoice.parties(),
        invoice.item(),
        row.get(SUBSCRIPTION.FIRST_CHARGE_ID),
        new Subscription.Term(row.get(SUBSCRIPTION.RENEWAL), row.get(SUBSCRIPTION.PERIOD_ENDS_AT)));
  }

  private static Long[] longs(
      Collection<Delivery> deliveries, Function<Delivery, TelegramUserId> user) {
    return deliveries.stream().map(d -> user.apply(d).value()).toArray(Long[]::new);
  }

  private static OffsetDateTime[] instants(Collection<Instant> instants) {
    return instants.stream().map(i -> i.atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new);
  }
}
