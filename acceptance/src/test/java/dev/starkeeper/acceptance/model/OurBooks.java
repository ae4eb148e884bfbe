package dev.starkeeper.acceptance.model;

import static java.util.stream.Collectors.toMap;

import dev.starkeeper.db.Database;
import dev.starkeeper.model.BotId;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Record;

/**
 * What our tables say of one bot.
 *
 * @param stock of products that have one, by sku
 * @param sold pieces of paid invoices, by sku
 * @param receipts charges for which one is owed
 */
record OurBooks(
    List<Row> rows,
    List<Event> events,
    Map<String, Integer> stock,
    Map<String, Long> sold,
    List<String> receipts,
    List<String> rejected) {

  /**
   * A charge.
   *
   * @param gives how many things it gives now
   * @param untold how long it took from the payment to the row
   */
  record Row(
      String charge,
      long payer,
      int stars,
      String status,
      String reason,
      String invoice,
      boolean renewal,
      int gives,
      Duration untold) {}

  record Event(long id, String type, String charge) {}

  private static final String ROWS =
      """
      select p.charge_id, p.payer_id, p.stars, p.status, coalesce(p.reason, ''),
             coalesce(p.invoice_id::text, ''), p.renewal,
             ((select count(*) from entitlement_grant g
               where g.bot_id = p.bot_id and g.charge_id = p.charge_id and g.revoked_at is null)
              + (select count(*) filter (where c.kind = 'PURCHASE')
                        - count(*) filter (where c.kind = 'REFUND')
                 from credit_entry c
                 where c.bot_id = p.bot_id and c.charge_id = p.charge_id))::integer,
             p.paid_at, p.recorded_at
      from payment p where p.bot_id = ? order by p.recorded_at, p.charge_id
      """;

  static OurBooks read(Database database, BotId bot) {
    return database.inTransaction(tx -> read(tx, bot.value()));
  }

  private static OurBooks read(DSLContext tx, long bot) {
    return new OurBooks(
        tx.fetch(ROWS, bot).map(OurBooks::row),
        tx.fetch(
                "select id, type, coalesce(data::json ->> 'chargeId', '')"
                    + " from event where bot_id = ? order by id",
                bot)
            .map(row ->
                new Event(
                    row.get(0, Long.class), row.get(1, String.class), row.get(2, String.class))),
        tx
            .fetch("select sku, stock from product where bot_id = ? and stock is not null", bot)
            .stream()
            .collect(toMap(row -> row.get(0, String.class), row -> row.get(1, Integer.class))),
        tx
            .fetch(
                "select sku, sum(quantity) from invoice"
                    + " where bot_id = ? and state = 'PAID' group by sku",
                bot)
            .stream()
            .collect(toMap(row -> row.get(0, String.class), row -> row.get(1, Long.class))),
        tx.fetch(
                "select split_part(task_instance, ':', 2) from scheduled_tasks"
                    + " where task_name = 'receipt' and starts_with(task_instance, ?)",
                bot + ":")
            .map(row -> row.get(0, String.class)),
        tx.fetch("select reason || ': ' || body from rejected_update where bot_id = ?", bot)
            .map(row -> row.get(0, String.class)));
  }

  private static Row row(Record row) {
    return new Row(
        row.get(0, String.class),
        row.get(1, Long.class),
        row.get(2, Integer.class),
        row.get(3, String.class),
        row.get(4, String.class),
        row.get(5, String.class),
        row.get(6, Boolean.class),
        row.get(7, Integer.class),
        Duration.between(row.get(8, OffsetDateTime.class), row.get(9, OffsetDateTime.class)));
  }

  Map<String, Row> byCharge() {
    return rows.stream().collect(toMap(Row::charge, row -> row));
  }
}
