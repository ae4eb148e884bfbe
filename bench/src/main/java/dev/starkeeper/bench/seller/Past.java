package dev.starkeeper.bench.seller;

import dev.starkeeper.bench.seller.Shelf.Work;
import dev.starkeeper.bench.world.Users;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What the invoices of half a year have left in a database, row by row as the processes would have
 * written it: of a hundred, 28 were paid, one was given back, one was replaced, and 70 ran out or,
 * in the last hour, are open. Each customer has had four. Their ids are {@link Users}'.
 */
final class Past {
  private static final int INVOICES_EACH = 4;
  private static final long AT_ONCE = 100_000; // a multiple of a hundred; more than an hour's

  /** The largest first: what is done to each is done to two at a time. */
  private static final List<String> TABLES =
      List.of(
          "event",
          "invoice",
          "payment",
          "credit_entry",
          "receipt_message",
          "customer",
          "refund_request");

  private static final String ON_SALE =
      """
      insert into product_version (bot_id, sku, version, title, description, stars, kind, unit,
        units, created_at)
      values (:bot, 'coins.100', 1, 'Coins', 'A hundred coins', 100, 'CONSUMABLE', 'coins', 100,
        now() - interval '181 days');
      insert into product (bot_id, sku, version, active, updated_at)
      values (:bot, 'coins.100', 1, true, now() - interval '181 days')
      """;

  /** A part of the invoices, from which everything else follows. */
  private static final String SALES =
      """
      create temporary table sale (
        bot_id bigint, n bigint, id uuid, customer_id bigint, is_new boolean, state text,
        hash text, made_at timestamptz, charge_id text, paid_at timestamptz,
        refunded_at timestamptz, events_before bigint)
      """;

  /** Charge ids are as long as Telegram's; a hundred invoices have left 130 events. */
  private static final String DRAFT =
      """
      with made as (
        select n, md5(n::text) as hash,
          date_trunc('minute', now()) - interval '5 minutes'
            - 180 * 86400.0::float8 * (:invoices - n) / :invoices * interval '1 second' as made_at
        from generate_series(:first::bigint, :last) as n),
      ended as (
        select *,
          case
            when n * 37 % 100 < 28 then 'PAID'
            when n * 37 % 100 = 28 then 'REFUNDED'
            when n * 37 % 100 = 29 then 'VOID'
            when made_at > now() - interval '1 hour' then 'OPEN'
            else 'EXPIRED'
          end as state
        from made)
      insert into sale
      select :bot, n,
        (lpad(to_hex((extract(epoch from made_at) * 1000)::bigint), 12, '0') || '7'
          || substr(hash, 2, 3) || '8' || right(hash, 15))::uuid,
        (n % :customers + 1) * :factor & :largest, n <= :customers, state, hash, made_at,
        case
          when state in ('PAID', 'REFUNDED')
            then 'stx' || md5(hash || 1) || md5(hash || 2) || md5(hash || 3) || md5(hash || 4)
        end,
        case when state in ('PAID', 'REFUNDED') then made_at + interval '1 minute' end,
        case when state = 'REFUNDED' then made_at + interval '2 minutes' end,
        (:first - 1) / 100 * 130 + coalesce(
          sum(case state when 'PAID' then 2 when 'REFUNDED' then 4 when 'EXPIRED' then 1 else 0 end)
            over (order by n rows between unbounded preceding and 1 preceding), 0)
      from ended
      """;

  private static final String INVOICES =
      """
      insert into invoice (bot_id, id, buyer_id, recipient_id, sku, product_version, quantity,
        stars, state, link, created_at, expires_at, charge_id, paid_at)
      select bot_id, id, customer_id, customer_id, 'coins.100', 1, 1, 100, state,
        'https://t.me/$' || hash, made_at, made_at + interval '1 hour', charge_id, paid_at
      from sale
      """;

  private static final String CUSTOMERS =
      """
      insert into customer (bot_id, customer_id, language_code, first_seen_at)
      select bot_id, customer_id, 'en', made_at from sale where is_new
      """;

  private static final String PAYMENTS =
      """
      insert into payment (bot_id, charge_id, payer_id, stars, invoice_payload, invoice_id, status,
        reason, renewal, recorded_from, paid_at, recorded_at, refunded_at, refund_told_by)
      select bot_id, charge_id, customer_id, 100, id::text, id,
        case state when 'PAID' then 'FULFILLED' else state end,
        case state when 'REFUNDED' then 'asked for' end, false, 'UPDATE', paid_at, paid_at,
        refunded_at, case state when 'REFUNDED' then 'US' end
      from sale where charge_id is not null
      """;

  private static final String CREDITS =
      """
      insert into credit_entry (bot_id, charge_id, customer_id, unit, amount, created_at, kind)
      select bot_id, charge_id, customer_id, 'coins', 100, paid_at, 'PURCHASE'
      from sale where charge_id is not null
      union all
      select bot_id, charge_id, customer_id, 'coins', -100, refunded_at, 'REFUND'
      from sale where refunded_at is not null
      """;

  private static final String RECEIPTS =
      """
      insert into receipt_message (bot_id, charge_id, message_id, sent_at)
      select bot_id, charge_id, n, paid_at from sale where charge_id is not null
      """;

  private static final String REFUNDS =
      """
      insert into refund_request (bot_id, charge_id, reason, requested_by, requested_at, taken_at)
      select bot_id, charge_id, 'asked for', 'server:bench', paid_at, refunded_at
      from sale where refunded_at is not null
      """;

  private static final String EVENTS =
      """
      insert into event (bot_id, id, type, customer_id, occurred_at, data)
      select bot_id, events_before + place, type, customer_id, at,
        '{"customerId":' || customer_id || data || '}'
      from sale,
      lateral (
        select to_char(paid_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as told_at) as told,
      lateral (
        select 1 as place, 'invoice.expired' as type, made_at + interval '1 hour' as at,
          ',"invoiceId":"' || id || '","recipientId":' || customer_id
            || ',"sku":"coins.100","quantity":1,"stars":100' as data
        where state = 'EXPIRED'
        union all
        select 1, 'payment.succeeded', paid_at,
          ',"chargeId":"' || charge_id || '","invoiceId":"' || id
            || '","stars":100,"status":"fulfilled","paidAt":"' || told_at || '"'
        where charge_id is not null
        union all
        select 2, 'credits.changed', paid_at,
          ',"unit":"coins","amount":100,"chargeId":"' || charge_id || '"'
        where charge_id is not null
        union all
        select 3, 'payment.refunded', refunded_at,
          ',"chargeId":"' || charge_id || '","invoiceId":"' || id
            || '","stars":100,"status":"refunded","paidAt":"' || told_at
            || '","reason":"asked for"'
        where refunded_at is not null
        union all
        select 4, 'credits.changed', refunded_at,
          ',"unit":"coins","amount":-100,"chargeId":"' || charge_id || '"'
        where refunded_at is not null) as step
      """;

  private static final String TOTALS =
      """
      insert into payment_total (bot_id, payments, paid_stars, refunds, refunded_stars)
      select bot_id, count(*), sum(stars), count(refunded_at),
        coalesce(sum(stars) filter (where refunded_at is not null), 0)
      from payment group by bot_id;
      insert into event_counter (bot_id, last_id)
      select bot_id, count(*) from event group by bot_id
      """;

  private Past() {}

  /** Fills an empty database; its tables are known to the planner then, and vacuumed. */
  static void fill(Shelf shelf, long botId, long invoices) {
    shelf.execute(ON_SALE.replace(":bot", Long.toString(botId)));
    TABLES.forEach(
        table -> shelf.execute("alter table " + table + " set (autovacuum_enabled = off)"));
    var keys = Keys.takenAway(shelf, TABLES);
    var parts =
        LongStream.iterate(1, first -> first <= invoices, first -> first + AT_ONCE)
            .mapToObj(first -> part(botId, invoices, first))
            .toList();
    shelf.inParallel(parts);
    shelf.execute(TOTALS);
    shelf.executeAll(TABLES.stream().map(table -> "vacuum (analyze) " + table).toList());
    keys.putBack();
    TABLES.forEach(table -> shelf.execute("alter table " + table + " reset (autovacuum_enabled)"));
    shelf.execute("checkpoint"); // what is measured next need not write it to the disk
  }

  private static Work part(long botId, long invoices, long first) {
    var draft =
        DRAFT
            .replace(":bot", Long.toString(botId))
            .replace(":invoices", Long.toString(invoices))
            .replace(":first", Long.toString(first))
            .replace(":last", Long.toString(Math.min(invoices, first + AT_ONCE - 1)))
            .replace(":customers", Long.toString(invoices / INVOICES_EACH))
            .replace(":factor", Long.toString(Users.FACTOR))
            .replace(":largest", Long.toString(Users.LARGEST_ID));
    return connection -> write(connection, draft);
  }

  private static void write(Connection connection, String draft) throws SQLException {
    try (var sql = connection.createStatement()) {
      sql.execute("drop table if exists sale");
      sql.execute(SALES);
      sql.execute(draft);
      for (var insert :
          List.of(INVOICES, CUSTOMERS, PAYMENTS, CREDITS, RECEIPTS, REFUNDS, EVENTS)) {
        sql.execute(insert);
      }
    }
  }
}
