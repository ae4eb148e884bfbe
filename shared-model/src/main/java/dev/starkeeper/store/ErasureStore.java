package dev.starkeeper.store;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Erased;
import dev.starkeeper.model.TelegramUserId;
import java.util.List;
import org.jooq.DSLContext;

/**
 * Takes out of the tables what they say of a person, and leaves what the books need. Each statement
 * may be run again. Rows that others lock are locked in the sequence in which they do.
 */
public final class ErasureStore {
  /** Two that erase the same person do it one after the other. */
  private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended(?, ?))";

  /** The merchant's words on why Stars went back are copied into the payment and its event. */
  private static final String FIND_REFUND_WORDS =
      """
      select request.charge_id, request.reason
      from payment join refund_request request
        on request.bot_id = payment.bot_id and request.charge_id = payment.charge_id
      where payment.bot_id = ? and payment.payer_id = ?
      order by request.charge_id for update of request
      """;

  private static final String REFUND_WORDS =
      """
      update refund_request request set reason = ?
      from unnest(?::text[]) as his (charge_id)
      where request.bot_id = ? and request.charge_id = his.charge_id and request.reason <> ?
      """;

  /** By a function of the schema's: the API's role may write nothing else into payments. */
  private static final String PAYMENT_WORDS =
      "select erase_payment_reasons(?, ?::text[], ?::text[])";

  private static final String CUSTOMER =
      "delete from customer where bot_id = ? and customer_id = ?";

  private static final String GRANT_WORDS =
      "update manual_grant set reason = ? where bot_id = ? and customer_id = ? and reason <> ?";

  private static final String DEBIT_WORDS =
      "update credit_debit set reason = ? where bot_id = ? and customer_id = ? and reason <> ?";

  /** First: whoever makes a question of what he wrote has to drop it too. */
  private static final String DRAFT =
      "delete from support_draft where bot_id = ? and customer_id = ?";

  private static final String CHAT = "delete from chat_update where bot_id = ? and customer_id = ?";

  private static final String QUESTIONS =
      "delete from support_request where bot_id = ? and customer_id = ?";

  private static final String RECEIPTS =
      """
      delete from receipt_message using payment
      where payment.bot_id = ? and payment.payer_id = ?
        and receipt_message.bot_id = payment.bot_id
        and receipt_message.charge_id = payment.charge_id
      """;

  /** Lines come without names; the language stands beside them until now. */
  private static final String HISTORY =
      """
      update star_transaction line set language_code = 'en'
      from payment
      where payment.bot_id = ? and payment.payer_id = ?
        and line.bot_id = payment.bot_id and line.transaction_id = payment.charge_id
        and line.user_id = payment.payer_id and line.language_code <> 'en'
      """;

  /** A merchant's server may answer anything, and repeat what it was told. */
  private static final String WEBHOOK_ANSWERS =
      """
      update webhook_attempt attempt set answer = ''
      from event
      where attempt.bot_id = ? and attempt.answer <> ''
        and event.bot_id = attempt.bot_id and event.id = attempt.event_id
        and event.customer_id = ?
      """;

  private static final String EVENTS =
      """
      select id, data from event
      where bot_id = ? and customer_id = ? and type in ('support.requested', 'payment.refunded')
      order by id
      """;

  private static final String REWRITE_EVENTS =
      """
      update event set data = new.data
      from unnest(?::bigint[], ?::text[]) as new (id, data)
      where event.bot_id = ? and event.id = new.id
      """;

  /** Why one of his charges was to go back, in the merchant's words. */
  public record RefundWords(String charge, String words) {}

  /** An event that may hold words. */
  public record Told(long id, String data) {}

  private ErasureStore() {}

  /** Before anything else. */
  public static void begin(DSLContext tx, BotId bot, TelegramUserId person) {
    tx.fetch(LOCK, "erase:" + person.value(), bot.value());
  }

  /** Locked until this transaction ends. */
  public static List<RefundWords> refundWords(DSLContext tx, BotId bot, TelegramUserId person) {
    return tx.fetch(FIND_REFUND_WORDS, bot.value(), person.value())
        .map(row -> new RefundWords(row.get(0, String.class), row.get(1, String.class)));
  }

  public static Erased eraseRefundWords(DSLContext tx, BotId bot, List<RefundWords> his) {
    if (his.isEmpty()) return new Erased(0);
    var charges = his.stream().map(RefundWords::charge).toArray(String[]::new);
    var words = his.stream().map(RefundWords::words).toArray(String[]::new);
    var requests = tx.execute(REFUND_WORDS, Erased.WORDS, charges, bot.value(), Erased.WORDS);
    var payments =
        tx.resultQuery(PAYMENT_WORDS, bot.value(), charges, words).fetchOptional(0, Long.class);
    return new Erased(requests + payments.orElse(0L));
  }

  /** What he said and what was said to him, and what the merchant noted about him. */
  public static Erased erasePerson(DSLContext tx, BotId bot, TelegramUserId person) {
    var he = person.value();
    return new Erased(tx.execute(CUSTOMER, bot.value(), he))
        .plus(tx.execute(GRANT_WORDS, Erased.WORDS, bot.value(), he, Erased.WORDS))
        .plus(tx.execute(DEBIT_WORDS, Erased.WORDS, bot.value(), he, Erased.WORDS))
        .plus(tx.execute(DRAFT, bot.value(), he))
        .plus(tx.execute(CHAT, bot.value(), he))
        .plus(tx.execute(QUESTIONS, bot.value(), he))
        .plus(tx.execute(RECEIPTS, bot.value(), he))
        .plus(tx.execute(HISTORY, bot.value(), he))
        .plus(tx.execute(WEBHOOK_ANSWERS, bot.value(), he));
  }

  public static List<Told> eventsWithWords(DSLContext tx, BotId bot, TelegramUserId person) {
    return tx.fetch(EVENTS, bot.value(), person.value())
        .map(row -> new Told(row.get(0, Long.class), row.get(1, String.class)));
  }

  public static Erased rewriteEvents(DSLContext tx, BotId bot, List<Told> events) {
    if (events.isEmpty()) return new Erased(0);
    return new Erased(
        tx.execute(
            REWRITE_EVENTS,
            events.stream().map(Told::id).toArray(Long[]::new),
            events.stream().map(Told::data).toArray(String[]::new),
            bot.value()));
  }
}
