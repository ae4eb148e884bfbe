package dev.starkeeper.store;

import static dev.starkeeper.schema.Tables.CREDIT_DEBIT;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Debit;
import dev.starkeeper.model.DebitId;
import dev.starkeeper.model.Purse;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;

/** What was spent of customers' credits. */
public final class DebitStore {
  /** An advisory lock: debits of one purse come one after the other. */
  private static final String LOCK =
      "select count(pg_advisory_xact_lock(hashtextextended('debit:' || ?, ?)))";

  private static final String ACCOUNT =
      """
      select coalesce((select sum(e.amount)::bigint from credit_entry e
                       where e.bot_id = ? and e.customer_id = ? and e.unit = ?), 0),
             coalesce(last.number, 0), coalesce(last.debited, 0)
      from (values (1)) as one (row)
      left join lateral (
        select d.number, d.debited from credit_debit d
        where d.bot_id = ? and d.customer_id = ? and d.unit = ?
        order by d.number desc limit 1) as last on true
      """;

  /**
   * How a purse stands.
   *
   * @param given all that was ever put in, less what went back
   * @param number of the last debit
   * @param debited by all debits
   */
  public record Account(long given, long number, long debited) {
    public long balance() {
      return given - debited;
    }
  }

  /** What was answered under a key. */
  public record Answered(Debit debit, boolean sameRequest) {}

  private DebitStore() {}

  /** Keeps others from spending of the same purse until this transaction ends. */
  public static void lock(DSLContext tx, BotId bot, Purse purse) {
    tx.fetch(LOCK, purse.customer().value() + ":" + purse.unit().name(), bot.value());
  }

  public static Account account(DSLContext tx, BotId bot, Purse purse) {
    var customer = purse.customer().value();
    var unit = purse.unit().name();
    var row = tx.fetchSingle(ACCOUNT, bot.value(), customer, unit, bot.value(), customer, unit);
    return new Account(row.get(0, Long.class), row.get(1, Long.class), row.get(2, Long.class));
  }

  public static Optional<Answered> find(DSLContext tx, BotId bot, IdempotencyStore.Key key) {
    return tx.select(CREDIT_DEBIT.fields())
        .from(CREDIT_DEBIT)
        .where(CREDIT_DEBIT.BOT_ID.eq(bot), CREDIT_DEBIT.DEBITED_BY.eq(key.caller()))
        .and(CREDIT_DEBIT.IDEMPOTENCY_KEY.eq(key.key()))
        .fetchOptional(row ->
            new Answered(read(row), row.get(CREDIT_DEBIT.REQUEST_HASH).equals(key.requestHash())));
  }

  /** The next one, after {@code before}. False when the key was used meanwhile. */
  public static boolean insert(
      DSLContext tx, BotId bot, Debit debit, Account before, IdempotencyStore.Key key) {
    return tx.insertInto(CREDIT_DEBIT)
            .set(CREDIT_DEBIT.BOT_ID, bot)
            .set(CREDIT_DEBIT.CUSTOMER_ID, debit.purse().customer())
            .set(CREDIT_DEBIT.UNIT, debit.purse().unit())
            .set(CREDIT_DEBIT.NUMBER, before.number() + 1)
            .set(CREDIT_DEBIT.ID, debit.id().value())
            .set(CREDIT_DEBIT.AMOUNT, debit.amount())
            .set(CREDIT_DEBIT.DEBITED, before.debited() + debit.amount())
            .set(CREDIT_DEBIT.BALANCE, debit.balance())
            .set(CREDIT_DEBIT.REASON, debit.reason())
            .set(CREDIT_DEBIT.DEBITED_BY, key.caller())
            .set(CREDIT_DEBIT.IDEMPOTENCY_KEY, key.key())
            .set(CREDIT_DEBIT.REQUEST_HASH, key.requestHash())
            .set(CREDIT_DEBIT.CREATED_AT, debit.at())
            .onConflict(CREDIT_DEBIT.BOT_ID, CREDIT_DEBIT.DEBITED_BY, CREDIT_DEBIT.IDEMPOTENCY_KEY)
            .doNothing()
            .execute()
        == 1;
  }

  private static Debit read(Record row) {
    return new Debit(
        new DebitId(row.get(CREDIT_DEBIT.ID)),
        new Purse(row.get(CREDIT_DEBIT.CUSTOMER_ID), row.get(CREDIT_DEBIT.UNIT)),
        row.get(CREDIT_DEBIT.AMOUNT),
        row.get(CREDIT_DEBIT.BALANCE),
        row.get(CREDIT_DEBIT.REASON),
        row.get(CREDIT_DEBIT.CREATED_AT));
  }
}
