package dev.starkeeper.store;

import static dev.starkeeper.schema.Tables.INVOICE;
import static dev.starkeeper.schema.Tables.PRODUCT;
import static dev.starkeeper.schema.Tables.PRODUCT_VERSION;
import static dev.starkeeper.store.InvoiceStore.SOLD;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.selectCount;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.Parties;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.Sku;
import dev.starkeeper.model.TelegramUser;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;

/** What a mint reads and what it writes, in a statement each: there is one for every purchase. */
public final class MintStore {
  private static final dev.starkeeper.schema.tables.Invoice MADE = INVOICE.as("made");

  /**
   * Nothing of it is written if the buyer has an open invoice for the same thing. Whether the key
   * was new is told, so that the transaction can be given up if it was not.
   */
  private static final String WRITE =
      """
      with made as (
        insert into invoice (
          bot_id, id, buyer_id, recipient_id, sku, product_version, quantity, stars, state, link,
          created_at, expires_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, 'OPEN', ?, ?::timestamptz, ?::timestamptz)
        on conflict do nothing
        returning bot_id, id, created_at),
      kept as (
        insert into idempotency_key (bot_id, caller, key, request_hash, invoice_id, created_at)
        select made.bot_id, asked.caller, asked.key, asked.hash, made.id, made.created_at
        from made, (values (?::text, ?::text, ?::text)) as asked (caller, key, hash)
        where asked.key is not null
        on conflict do nothing
        returning 1),
      seen as (
        insert into customer as known (bot_id, customer_id, language_code, first_seen_at)
        select made.bot_id, himself.id, himself.language, made.created_at
        from made, (values (?::bigint, ?::text)) as himself (id, language)
        where himself.id is not null
        on conflict (bot_id, customer_id) do update
        set language_code = excluded.language_code, blocked_at = null
        where known.language_code <> excluded.language_code or known.blocked_at is not null)
      select (select count(*) from made)::int, (select count(*) from kept)::int
      """;

  private MintStore() {}

  /**
   * A product that there is, as somebody finds it who wants to buy so many.
   *
   * @param open the invoice he has for it, expired or outdated as it may be
   * @param madeSince how many invoices he has had made lately
   */
  public record Look(Product product, Optional<Invoice> open, int madeSince) {}

  /** Empty if there is no such product. {@code since} is absent when nobody counts. */
  public static Optional<Look> look(
      DSLContext tx, BotId bot, Parties parties, Sku sku, int quantity, Optional<Instant> since) {
    var made = since.map(then -> made(bot, parties, then)).orElse(inline(0));
    return tx.select(PRODUCT_VERSION.fields())
        .select(PRODUCT.ACTIVE, PRODUCT.STOCK, PRODUCT.LIMIT_PER_CUSTOMER)
        .select(INVOICE.fields())
        .select(SOLD.fields())
        .select(made)
        .from(PRODUCT)
        .join(PRODUCT_VERSION)
        .on(PRODUCT_VERSION.BOT_ID.eq(PRODUCT.BOT_ID), PRODUCT_VERSION.SKU.eq(PRODUCT.SKU))
        .and(PRODUCT_VERSION.VERSION.eq(PRODUCT.VERSION))
        .leftJoin(INVOICE)
        .on(INVOICE.BOT_ID.eq(bot), InvoiceStore.isOpenFor(parties, sku, quantity))
        .leftJoin(SOLD)
        .on(SOLD.BOT_ID.eq(INVOICE.BOT_ID), SOLD.SKU.eq(INVOICE.SKU))
        .and(SOLD.VERSION.eq(INVOICE.PRODUCT_VERSION))
        .where(PRODUCT.BOT_ID.eq(bot), PRODUCT.SKU.eq(sku))
        .fetchOptional(row ->
            new Look(
                ProductStore.read(row, PRODUCT_VERSION),
                row.get(INVOICE.ID) == null
                    ? Optional.empty()
                    : Optional.of(InvoiceStore.read(row)),
                row.get(made)));
  }

  private static Field<Integer> made(BotId bot, Parties parties, Instant since) {
    return selectCount()
        .from(MADE)
        .where(MADE.BOT_ID.eq(bot), MADE.BUYER_ID.eq(parties.buyer()), MADE.CREATED_AT.gt(since))
        .asField();
  }

  /** What came of writing one. */
  public enum Written {
    ALL,
    /** The key is another request's: to be rolled back. */
    WITHOUT_ITS_KEY,
    /** The buyer has an open one, perhaps made a moment ago. */
    NOTHING
  }

  /**
   * Writes a new invoice, what {@code key} was answered, and who its buyer is as he tells of
   * himself.
   */
  public static Written write(
      DSLContext tx,
      BotId bot,
      Invoice invoice,
      Optional<IdempotencyStore.Key> key,
      Optional<TelegramUser> himself) {
    var written =
        tx.fetchSingle(
            WRITE,
            bot.value(),
            invoice.id().value(),
            invoice.parties().buyer().value(),
            invoice.parties().recipient().value(),
            invoice.item().sku().value(),
            invoice.item().productVersion(),
            invoice.item().quantity(),
            invoice.item().stars().amount(),
            invoice.link(),
            invoice.period().createdAt().atOffset(ZoneOffset.UTC),
            invoice.period().expiresAt().atOffset(ZoneOffset.UTC),
            key.map(IdempotencyStore.Key::caller).orElse(null),
            key.map(IdempotencyStore.Key::key).orElse(null),
            key.map(IdempotencyStore.Key::requestHash).orElse(null),
            himself.map(user -> user.id().value()).orElse(null),
            himself.map(TelegramUser::languageCode).orElse(null));
    if (written.get(0, Integer.class) == 0) return Written.NOTHING;
    var isKept = key.isEmpty() || written.get(1, Integer.class) == 1;
    return isKept ? Written.ALL : Written.WITHOUT_ITS_KEY;
  }
}
