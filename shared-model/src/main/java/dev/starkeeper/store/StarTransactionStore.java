package dev.starkeeper.store;

import static dev.starkeeper.schema.Tables.STAR_TRANSACTION;
import static java.util.stream.Collectors.toMap;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.HistoryCursor;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.StarAmount;
import dev.starkeeper.model.StarTransaction;
import dev.starkeeper.model.StarTransaction.Direction;
import dev.starkeeper.model.StarTransaction.Partner;
import dev.starkeeper.model.Stars;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.model.TelegramUserId;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Our copy of Telegram's list of what moved a bot's Stars. */
public final class StarTransactionStore {
  private static final int LONGEST_REASON = 1000;

  private static final String INSERT =
      """
      insert into star_transaction
        (bot_id, generation, position, transaction_id, direction, amount, nanostars, occurred_at,
         kind, user_id, language_code, invoice_payload, subscription_seconds, commission,
         commission_nanostars, rejected, body)
      select ?, ?, ? + line.place - 1, line.id, line.direction, line.amount, line.nanostars, line.at,
             line.kind, line.user_id, line.language, line.payload, line.seconds, line.commission,
             line.commission_nanostars, line.rejected, line.body
      from unnest(?::text[], ?::text[], ?::bigint[], ?::integer[], ?::timestamptz[], ?::text[],
                  ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::integer[],
                  ?::text[], ?::text[])
        with ordinality
        as line (id, direction, amount, nanostars, at, kind, user_id, language, payload, seconds,
                 commission, commission_nanostars, rejected, body, place)
      """;

  private static final String AGREED =
      """
      select line.id, coalesce(payment.stars, invoice.stars)
      from unnest(?::text[], ?::uuid[]) as line (id, invoice_id)
      left join payment on payment.bot_id = ? and payment.charge_id = line.id
      left join invoice on invoice.bot_id = ? and invoice.id = line.invoice_id
      where coalesce(payment.stars, invoice.stars) is not null
      """;

  private static final String REJECT =
      """
      update star_transaction set rejected = bad.reason
      from unnest(?::bigint[], ?::text[]) as bad (position, reason)
      where bot_id = ? and generation = ? and star_transaction.position = bad.position
      """;

  private static final String FORGET =
      """
      delete from star_transaction
      where (bot_id, generation, position) in (
        select bot_id, generation, position from star_transaction
        where bot_id = ? and generation < ? order by generation, position limit ?)
      """;

  private StarTransactionStore() {}

  /** Adds lines behind those that are there. */
  public static void append(
      DSLContext tx, BotId bot, HistoryCursor end, Collection<StarTransaction> lines) {
    tx.execute(
        INSERT,
        bot.value(),
        end.generation(),
        end.position(),
        column(lines, String[]::new, StarTransaction::id),
        column(lines, String[]::new, line -> line.direction().name()),
        column(lines, Long[]::new, line -> line.amount().stars()),
        column(lines, Integer[]::new, line -> line.amount().nanostars()),
        column(lines, OffsetDateTime[]::new, line -> line.at().atOffset(ZoneOffset.UTC)),
        column(lines, String[]::new, line -> line.partner().kind()),
        column(lines, Long[]::new, ofSale(sale -> sale.user().id().value())),
        column(lines, String[]::new, ofSale(sale -> sale.user().languageCode())),
        column(lines, String[]::new, ofSale(Partner.Sale::invoicePayload)),
        column(lines, Long[]::new, ofSale(sale -> sale.period().toSeconds())),
        column(lines, Long[]::new, ofSale(sale -> sale.commission().stars())),
        column(lines, Integer[]::new, ofSale(sale -> sale.commission().nanostars())),
        column(lines, String[]::new, StarTransactionStore::rejected),
        column(lines, String[]::new, StarTransaction::json));
  }

  /** The last line that is there; empty when there is none. */
  public static Optional<StarTransaction> last(DSLContext tx, BotId bot, HistoryCursor end) {
    return tx.select(STAR_TRANSACTION.fields())
        .from(STAR_TRANSACTION)
        .where(isOf(bot, end.generation()), STAR_TRANSACTION.POSITION.eq(end.position() - 1))
        .fetchOptional(StarTransactionStore::read);
  }

  /** At most {@code limit} lines that are not recorded yet, of those that may be. */
  public static List<StarTransaction> next(
      DSLContext tx, BotId bot, HistoryCursor cursor, int limit) {
    return tx.select(STAR_TRANSACTION.fields())
        .from(STAR_TRANSACTION)
        .where(isOf(bot, cursor.generation()))
        .and(STAR_TRANSACTION.POSITION.ge(cursor.applied()))
        .and(STAR_TRANSACTION.POSITION.lt(Math.min(cursor.ended(), cursor.applied() + limit)))
        .orderBy(STAR_TRANSACTION.POSITION)
        .fetch(StarTransactionStore::read);
  }

  /** Refunds of these payments, wherever in the list they are. */
  public static List<StarTransaction> refundsOf(
      DSLContext tx, BotId bot, int generation, Collection<String> payments) {
    return tx.select(STAR_TRANSACTION.fields())
        .from(STAR_TRANSACTION)
        .where(isOf(bot, generation))
        .and("transaction_id = any(?::text[])", (Object) payments.toArray(String[]::new))
        .and(STAR_TRANSACTION.DIRECTION.eq(Direction.OUT.name()))
        .and(STAR_TRANSACTION.KIND.eq(Partner.SALE))
        .orderBy(STAR_TRANSACTION.POSITION)
        .fetch(StarTransactionStore::read);
  }

  /** What these payments' buyers agreed to pay, as far as a charge or an invoice of ours says. */
  public static Map<String, Stars> agreed(
      DSLContext tx, BotId bot, Collection<StarTransaction> payments) {
    return tx
        .fetch(
            AGREED,
            column(payments, String[]::new, StarTransaction::id),
            column(payments, UUID[]::new, StarTransactionStore::namedInvoice),
            bot.value(),
            bot.value())
        .stream()
        .collect(
            toMap(
                row -> row.get(0, String.class),
                row -> new Stars(row.get(1, Integer.class)),
                (first, _) -> first));
  }

  private static @Nullable UUID namedInvoice(StarTransaction line) {
    return line.partner() instanceof Partner.Sale sale
        ? InvoiceId.ofPayload(sale.invoicePayload()).map(InvoiceId::value).orElse(null)
        : null;
  }

  /** Notes for a person why lines, named by their positions, could not be used. */
  public static void reject(DSLContext tx, BotId bot, int generation, Map<Long, String> reasons) {
    if (reasons.isEmpty()) return;
    tx.execute(
        REJECT,
        reasons.keySet().toArray(Long[]::new),
        reasons.values().stream().map(StarTransactionStore::storable).toArray(String[]::new),
        bot.value(),
        generation);
  }

  public static long countRejected(DSLContext tx, BotId bot, int generation) {
    return tx.fetchCount(
        STAR_TRANSACTION, isOf(bot, generation), STAR_TRANSACTION.REJECTED.isNotNull());
  }

  /** Deletes at most {@code limit} lines of older generations; returns how many. */
  public static int forget(DSLContext tx, BotId bot, int generation, int limit) {
    return tx.execute(FORGET, bot.value(), generation, limit);
  }

  private static Condition isOf(BotId bot, int generation) {
    return STAR_TRANSACTION.BOT_ID.eq(bot).and(STAR_TRANSACTION.GENERATION.eq(generation));
  }

  private static @Nullable String rejected(StarTransaction line) {
    return line.partner() instanceof Partner.Unreadable(var reason) ? storable(reason) : null;
  }

  private static String storable(String reason) {
    var words = reason.replace('\0', '\ufffd').strip();
    if (words.isEmpty()) return "no reason given";
    return words.codePointCount(0, words.length()) <= LONGEST_REASON
        ? words
        : words.substring(0, words.offsetByCodePoints(0, LONGEST_REASON));
  }

  private static <T> Function<StarTransaction, @Nullable T> ofSale(
      Function<Partner.Sale, T> value) {
    return line -> line.partner() instanceof Partner.Sale sale ? value.apply(sale) : null;
  }

  private static <T extends @Nullable Object> T[] column(
      Collection<StarTransaction> lines,
      IntFunction<T[]> array,
      Function<StarTransaction, T> value) {
    return lines.stream().map(value).toArray(array);
  }

  private static StarTransaction read(Record row) {
    return new StarTransaction(
        row.get(STAR_TRANSACTION.TRANSACTION_ID),
        Direction.valueOf(row.get(STAR_TRANSACTION.DIRECTION)),
        new StarAmount(row.get(STAR_TRANSACTION.AMOUNT), row.get(STAR_TRANSACTION.NANOSTARS)),
        row.get(STAR_TRANSACTION.OCCURRED_AT),
        partner(row),
        row.get(STAR_TRANSACTION.BODY));
  }

  private static Partner partner(Record row) {
    var kind = row.get(STAR_TRANSACTION.KIND);
    return switch (kind) {
      case Partner.SALE ->
          new Partner.Sale(
              new TelegramUser(
                  new TelegramUserId(row.get(STAR_TRANSACTION.USER_ID)),
                  row.get(STAR_TRANSACTION.LANGUAGE_CODE)),
              row.get(STAR_TRANSACTION.INVOICE_PAYLOAD),
              Duration.ofSeconds(row.get(STAR_TRANSACTION.SUBSCRIPTION_SECONDS)),
              new StarAmount(
                  row.get(STAR_TRANSACTION.COMMISSION),
                  row.get(STAR_TRANSACTION.COMMISSION_NANOSTARS)));
      case Partner.UNREADABLE -> new Partner.Unreadable(row.get(STAR_TRANSACTION.REJECTED));
      default -> new Partner.Other(kind);
    };
  }
}
