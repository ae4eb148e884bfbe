package dev.starkeeper.invoice;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jooq.DSLContext;

/** What a person leaves behind: everything that somebody may have written of him, in any table. */
record Traces(RunningApi api) {
  private static final List<String> LEFT =
      List.of(
          "customer values (:bot, :person, 'tlh', now())"
              + " on conflict (bot_id, customer_id) do update set language_code = 'tlh'",
          "payment values (:bot, :charge, :person, 7, 'p', null, 'REFUNDED', :words, false, 'UPDATE',"
              + " now(), now(), now())",
          "refund_request values (:bot, :charge, :words, 'server:shop', now(), now())",
          "entitlement_grant values (:bot, :charge, :person, 'pro', now())",
          "credit_entry values (:bot, :charge, :person, 'coins', 5, now())",
          "receipt_message values (:bot, :charge, 12, now())",
          "manual_grant values (:bot, gen_random_uuid(), :person, 'vip', null, :words, 'server:shop',"
              + " now())",
          "credit_debit values (:bot, :person, 'coins', 1, gen_random_uuid(), 1, 1, 4, :words,"
              + " 'server:shop', 'key-' || :charge, repeat('0', 64), now())",
          "chat_update values (:bot, :person, 1, :words, null, null, 0, now())",
          "support_draft values (:bot, :person, :charge, now())",
          "support_request values (:bot, gen_random_uuid(), :person, :charge, :words, 1, now(),"
              + " 'ANSWERED', :words, 'server:shop', now())",
          "rejected_update values (:bot, :person, sha256('1'), :words, '{\"update_id\":1,\"message\":"
              + "{\"chat\":{\"id\":' || :person || ',\"first_name\":\"' || :words || '\"}}}', now())",
          "star_transaction values (:bot, 1, :person, :charge, 'IN', 7, 0, now(), 'invoice_payment',"
              + " :person, 'tlh', 'p', 0, 0, 0, null, '{\"user\":{\"id\":7}}')",
          "event values (:bot, :person * 2, 'support.requested', :person, now(), '{\"text\":\"' || :words"
              + " || '\",\"chargeId\":\"' || :charge || '\"}')",
          "event values (:bot, :person * 2 + 1, 'payment.refunded', :person, now(), '{\"reason\":\"' ||"
              + " :words || '\"}')",
          "webhook_endpoint values (:bot, gen_random_uuid(), 'https://shop', null, 'whsec_1', null, null,"
              + " 'ACTIVE', null, null, 0, now())",
          "webhook_delivery select :bot, id, :person * 2, 'DEAD', 1, 1, 1, null, now()"
              + " from webhook_endpoint where bot_id = :bot limit 1",
          "webhook_attempt select :bot, endpoint_id, event_id, 1, now(), 1, 500, 'not a 2xx status',"
              + " :words from webhook_delivery where bot_id = :bot and event_id = :person * 2");

  /** The columns that hold them. Those of {@link #LEFT}, so that none is forgotten here. */
  static final List<String> COLUMNS =
      List.of(
          "chat_update.text",
          "credit_debit.reason",
          "event.data",
          "manual_grant.reason",
          "payment.reason",
          "refund_request.reason",
          "rejected_update.body",
          "rejected_update.reason",
          "support_request.answer",
          "support_request.text",
          "webhook_attempt.answer");

  void leave(long bot, long person, String words) {
    tx(tx -> {
      for (var left : LEFT) {
        tx.execute(
            ("insert into " + left)
                .replace(":bot", Long.toString(bot))
                .replace(":person", Long.toString(person))
                .replace(":charge", "'charge-" + person + "'")
                .replace(":words", "'" + words + "'"));
      }
    });
  }

  /** The columns of any type that can hold a text, of any table, in how many rows it is there. */
  Map<String, Long> of(String words) {
    var found = new TreeMap<String, Long>();
    tx(tx -> {
      for (var column : textColumns(tx)) {
        var name = column.split("\\.", 2);
        var rows =
            tx.fetchSingle(
                    "select count(*) from " + name[0] + " where " + name[1] + "::text ilike ?",
                    "%" + words + "%")
                .get(0, Long.class);
        if (rows > 0) found.put(column, rows);
      }
    });
    return found;
  }

  List<String> textColumns() {
    return api.database.database().inTransaction(Traces::textColumns);
  }

  private static List<String> textColumns(DSLContext tx) {
    return tx.fetch(
            """
            select table_name || '.' || column_name from information_schema.columns
            where table_schema = 'public' and table_name <> 'flyway_schema_history'
              and data_type not in ('bigint', 'integer', 'smallint', 'boolean', 'uuid',
                                    'timestamp with time zone')
            order by 1
            """)
        .getValues(0, String.class);
  }

  long rows(String table, long bot, String column, long person) {
    return api.count(
        "select count(*) from %s where bot_id = %d and %s = %d"
            .formatted(table, bot, column, person));
  }

  private void tx(Consumer<DSLContext> work) {
    api.database.database().inTransactionDo(work);
  }
}
