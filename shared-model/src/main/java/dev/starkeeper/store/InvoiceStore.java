package dev.starkeeper.store;

import static dev.starkeeper.schema.Tables.INVOICE;
import static dev.starkeeper.schema.Tables.PRODUCT_VERSION;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.InvoiceState;
import dev.starkeeper.model.Item;
import dev.starkeeper.model.Parties;
import dev.starkeeper.model.Period;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.Progress;
import dev.starkeeper.model.Sku;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.schema.tables.ProductVersion;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectConditionStep;

/** Invoices, from the mint's and the recorder's side; holds are in {@link CheckoutStore}. */
public final class InvoiceStore {
  static final ProductVersion SOLD = PRODUCT_VERSION.as("sold");

  /** The channel on which {@code <bot id>:<invoice id>} is notified when an invoice changes. */
  public static final String CHANGED = "invoice_changed";

  private static final String NOTIFY =
      "select count(pg_notify(?, ? || id)) from unnest(?::uuid[]) as changed (id)";

  private static final String MARK_PAID =
      """
      update invoice
      set state = 'PAID', charge_id = paid.charge_id, paid_at = paid.at,
          checkout_query_id = null, held_until = null
      from unnest(?::uuid[], ?::text[], ?::timestamptz[]) as paid (id, charge_id, at)
      where invoice.bot_id = ? and invoice.id = any(?::uuid[]) and invoice.id = paid.id
      """;

  /** In words, not as parameters: a generic plan could not use the partial index otherwise. */
  static final Condition IS_OPEN = condition("invoice.state in ('OPEN', 'CHECKOUT')");

  private InvoiceStore() {}

  public static Optional<Invoice> find(DSLContext tx, BotId bot, InvoiceId id) {
    return select(tx, bot, INVOICE.ID.eq(id)).fetchOptional(InvoiceStore::read);
  }

  /** The one that {@code invoice_open} allows, expired or outdated as it may be. */
  public static Optional<Invoice> findOpen(
      DSLContext tx, BotId bot, Parties parties, Sku sku, int quantity) {
    return select(tx, bot, isOpenFor(parties, sku, quantity)).fetchOptional(InvoiceStore::read);
  }

  /** When this buyer had the first made since then; empty if there was none. */
  public static Optional<Instant> firstMadeSince(
      DSLContext tx, BotId bot, TelegramUserId buyer, Instant since) {
    return tx.select(INVOICE.CREATED_AT)
        .from(INVOICE)
        .where(INVOICE.BOT_ID.eq(bot), INVOICE.BUYER_ID.eq(buyer), INVOICE.CREATED_AT.gt(since))
        .orderBy(INVOICE.CREATED_AT)
        .limit(1)
        .fetchOptional(INVOICE.CREATED_AT);
  }

  /**
   * Ends the open one if its time is over or it sells an earlier version than {@code product}, and
   * returns it. A later version stays: somebody made it after this {@code product} was read. So
   * does one that is held for a pre-checkout.
   */
  public static List<InvoiceId> closeOutdated(
      DSLContext tx, BotId bot, Parties parties, Product product, int quantity, Instant now) {
    return tx.update(INVOICE)
        .set(
            INVOICE.STATE,
            when(INVOICE.EXPIRES_AT.le(now), val(InvoiceState.EXPIRED, INVOICE.STATE))
                .otherwise(val(InvoiceState.VOID, INVOICE.STATE)))
        .setNull(INVOICE.CHECKOUT_QUERY_ID)
        .setNull(INVOICE.HELD_UNTIL)
        .where(INVOICE.BOT_ID.eq(bot), isOpenFor(parties, product.sku(), quantity))
        .and(INVOICE.EXPIRES_AT.le(now).or(INVOICE.PRODUCT_VERSION.lt(product.version())))
        // While somebody may be paying it, a second one must not become payable.
        .and(INVOICE.HELD_UNTIL.isNull().or(INVOICE.HELD_UNTIL.le(now)))
        .returningResult(INVOICE.ID)
        .fetch(INVOICE.ID);
  }

  /** Those that exist, locked until the transaction ends, always in the same sequence. */
  public static Map<InvoiceId, Invoice> lock(
      DSLContext tx, BotId bot, Collection<InvoiceId> invoices) {
    return select(tx, bot, isOneOf(invoices))
        .orderBy(INVOICE.ID)
        .forUpdate()
        .of(INVOICE)
        .fetch(InvoiceStore::read)
        .stream()
        .collect(Collectors.toMap(Invoice::id, Function.identity()));
  }

  /** Writes what {@link Invoice#paidBy} made; each must be locked by this transaction. */
  public static void markPaid(DSLContext tx, BotId bot, Collection<Invoice> invoices) {
    var paid = invoices.stream().map(invoice -> (Progress.Paid) invoice.progress()).toList();
    var ids = uuids(invoices.stream().map(Invoice::id).toList());
    tx.execute(
        MARK_PAID,
        ids,
        paid.stream().map(p -> p.charge().value()).toArray(String[]::new),
        paid.stream().map(p -> p.at().atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new),
        bot.value(),
        ids);
  }

  /** The charges that paid them went back; returns those of them that were paid by one of these. */
  public static List<Invoice> markRefunded(
      DSLContext tx, BotId bot, Collection<Invoice> invoices, Set<ChargeId> charges) {
    var refunded =
        invoices.stream()
            .filter(i -> i.progress() instanceof Progress.Paid(var by, _) && charges.contains(by))
            .toList();
    if (!refunded.isEmpty()) setState(tx, bot, refunded, InvoiceState.REFUNDED);
    return refunded;
  }

  /** Nobody can pay them any more, and need not. */
  public static void markVoid(DSLContext tx, BotId bot, Collection<Invoice> invoices) {
    var open = invoices.stream().filter(i -> !i.progress().isPaid()).toList();
    if (!open.isEmpty()) setState(tx, bot, open, InvoiceState.VOID);
  }

  private static void setState(DSLContext tx, BotId bot, List<Invoice> locked, InvoiceState state) {
    tx.update(INVOICE)
        .set(INVOICE.STATE, state)
        .setNull(INVOICE.CHECKOUT_QUERY_ID)
        .setNull(INVOICE.HELD_UNTIL)
        .where(INVOICE.BOT_ID.eq(bot), isOneOf(locked.stream().map(Invoice::id).toList()))
        .execute();
  }

  /** Wakes whoever waits for these invoices, once this transaction commits. */
  public static void notifyChanged(DSLContext tx, BotId bot, Collection<InvoiceId> invoices) {
    tx.execute(NOTIFY, CHANGED, bot.value() + ":", (Object) uuids(invoices));
  }

  static Condition isOneOf(Collection<InvoiceId> invoices) {
    return condition("invoice.id = any(?::uuid[])", (Object) uuids(invoices));
  }

  static UUID[] uuids(Collection<InvoiceId> invoices) {
    return invoices.stream().map(InvoiceId::value).toArray(UUID[]::new);
  }

  static Condition isOpenFor(Parties parties, Sku sku, int quantity) {
    return INVOICE
        .BUYER_ID
        .eq(parties.buyer())
        .and(INVOICE.SKU.eq(sku))
        .and(INVOICE.RECIPIENT_ID.eq(parties.recipient()))
        .and(INVOICE.QUANTITY.eq(quantity))
        .and(IS_OPEN);
  }

  static SelectConditionStep<Record> select(DSLContext tx, BotId bot, Condition which) {
    return tx.select(INVOICE.fields())
        .select(SOLD.fields())
        .from(INVOICE)
        .join(SOLD)
        .on(
            SOLD.BOT_ID.eq(INVOICE.BOT_ID),
            SOLD.SKU.eq(INVOICE.SKU),
            SOLD.VERSION.eq(INVOICE.PRODUCT_VERSION))
        .where(INVOICE.BOT_ID.eq(bot), which);
  }

  /** From a row with all columns of the invoice and of the version it sold. */
  static Invoice read(Record row) {
    return new Invoice(
        row.get(INVOICE.ID),
        new Parties(row.get(INVOICE.BUYER_ID), row.get(INVOICE.RECIPIENT_ID)),
        new Item(
            row.get(INVOICE.SKU),
            row.get(INVOICE.PRODUCT_VERSION),
            row.get(SOLD.TITLE),
            ProductStore.good(row, SOLD),
            row.get(INVOICE.QUANTITY),
            row.get(INVOICE.STARS)),
        new Period(row.get(INVOICE.CREATED_AT), row.get(INVOICE.EXPIRES_AT)),
        progress(row),
        row.get(INVOICE.LINK));
  }

  private static Progress progress(Record row) {
    return switch (row.get(INVOICE.STATE)) {
      case OPEN -> new Progress.Open();
      case CHECKOUT ->
          new Progress.Checkout(row.get(INVOICE.CHECKOUT_QUERY_ID), row.get(INVOICE.HELD_UNTIL));
      case PAID -> new Progress.Paid(row.get(INVOICE.CHARGE_ID), row.get(INVOICE.PAID_AT));
      case REFUNDED -> new Progress.Refunded(row.get(INVOICE.CHARGE_ID), row.get(INVOICE.PAID_AT));
      case EXPIRED -> new Progress.Expired();
      case VOID -> new Progress.Voided();
    };
  }
}
