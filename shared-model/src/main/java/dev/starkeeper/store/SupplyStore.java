package dev.starkeeper.store;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.Sku;
import dev.starkeeper.model.TelegramUserId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/** How many pieces of scarce products are left, and for whom. */
public final class SupplyStore {
  /** Others who hold or sell pieces of these products wait until this transaction ends. */
  private static final String LOCK =
      """
      select sku, stock from product
      where bot_id = ? and sku = any(?::text[])
        and (stock is not null or limit_per_customer is not null)
      order by sku for update
      """;

  /** Lapsed holds hold nothing; the invoices that are asked for now are counted by the caller. */
  private static final String HELD =
      """
      select sku, sum(quantity)::integer from invoice
      where bot_id = ? and sku = any(?::text[]) and state = 'CHECKOUT'
        and held_until > ?::timestamptz and id <> all(?::uuid[])
      group by sku
      """;

  private static final String HAD =
      """
      select invoice.sku, invoice.recipient_id, sum(quantity)::integer
      from (select distinct sku, recipient_id
            from unnest(?::text[], ?::bigint[]) as wanted (sku, recipient_id)) as wanted
      join invoice on invoice.bot_id = ? and invoice.recipient_id = wanted.recipient_id
        and invoice.sku = wanted.sku
        and (invoice.state = 'PAID' or invoice.state = 'CHECKOUT'
          and invoice.held_until > ?::timestamptz)
        and invoice.state in ('CHECKOUT', 'PAID') and invoice.id <> all(?::uuid[])
      group by invoice.sku, invoice.recipient_id
      """;

  /** Not below zero: a person may have a held charge delivered by what is sold out. */
  private static final String CHANGE =
      """
      update product set stock = greatest(stock + change.pieces, 0), updated_at = ?::timestamptz
      from (select sku, sum(pieces) as pieces
            from unnest(?::text[], ?::integer[]) as one (sku, pieces) group by sku) as change
      where product.bot_id = ? and product.sku = change.sku and product.stock is not null
      """;

  /** A recipient and a product. */
  public record Share(Sku sku, TelegramUserId recipient) {}

  private SupplyStore() {}

  /** Locks those that are scarce, in one sequence; returns what is left of those with a stock. */
  public static Map<Sku, Integer> lock(DSLContext tx, BotId bot, Collection<Sku> skus) {
    return tx.fetch(LOCK, bot.value(), texts(skus)).stream()
        .filter(row -> row.get(1) != null)
        .collect(
            Collectors.toMap(
                row -> new Sku(row.get(0, String.class)), row -> row.get(1, Integer.class)));
  }

  /** How many pieces checkouts hold at {@code now}, without those of {@code except}. */
  public static Map<Sku, Integer> held(
      DSLContext tx, BotId bot, Collection<Sku> skus, Set<InvoiceId> except, Instant now) {
    return tx
        .fetch(HELD, bot.value(), texts(skus), now.atOffset(ZoneOffset.UTC), uuids(except))
        .stream()
        .collect(
            Collectors.toMap(
                row -> new Sku(row.get(0, String.class)), row -> row.get(1, Integer.class)));
  }

  /** How many pieces recipients have bought, or are about to, without those of {@code except}. */
  public static Map<Share, Integer> had(
      DSLContext tx, BotId bot, Collection<Share> shares, Set<InvoiceId> except, Instant now) {
    return tx
        .fetch(
            HAD,
            texts(shares.stream().map(Share::sku).toList()),
            shares.stream().map(share -> share.recipient().value()).toArray(Long[]::new),
            bot.value(),
            now.atOffset(ZoneOffset.UTC),
            uuids(except))
        .stream()
        .collect(
            Collectors.toMap(
                row ->
                    new Share(
                        new Sku(row.get(0, String.class)),
                        new TelegramUserId(row.get(1, Long.class))),
                row -> row.get(2, Integer.class)));
  }

  /** What was sold is gone. The products must be locked. */
  public static void take(DSLContext tx, BotId bot, Collection<Invoice> sold, Instant now) {
    change(tx, bot, sold, -1, now);
  }

  /** What went back is there again. The products are locked first, in the sequence of all. */
  public static void putBack(DSLContext tx, BotId bot, Collection<Invoice> returned, Instant now) {
    var scarce = lock(tx, bot, returned.stream().map(i -> i.item().sku()).toList());
    if (!scarce.isEmpty()) change(tx, bot, returned, 1, now);
  }

  private static void change(
      DSLContext tx, BotId bot, Collection<Invoice> invoices, int sign, Instant now) {
    tx.execute(
        CHANGE,
        now.atOffset(ZoneOffset.UTC),
        texts(invoices.stream().map(invoice -> invoice.item().sku()).toList()),
        invoices.stream().map(i -> sign * i.item().quantity()).toArray(Integer[]::new),
        bot.value());
  }

  private static String[] texts(Collection<Sku> skus) {
    return skus.stream().map(Sku::value).toArray(String[]::new);
  }

  private static UUID[] uuids(Collection<InvoiceId> invoices) {
    return invoices.stream().map(InvoiceId::value).toArray(UUID[]::new);
  }
}
