package dev.starkeeper.store;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.InvoiceId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;

/** Marks invoices that nobody paid in time. What holds follows from their dates, marked or not. */
public final class InvoiceExpiryStore {
  /** As {@link SubscriptionStore}: by the place of the rows, not by their keys. */
  private static final String EXPIRE =
      """
      update invoice set state = 'EXPIRED', checkout_query_id = null, held_until = null
      where ctid = any(array(
        select ctid from invoice
        where state in ('OPEN', 'CHECKOUT') and expires_at <= ?::timestamptz
          and (held_until is null or held_until <= ?::timestamptz)
        order by expires_at limit ? for update skip locked))
      returning bot_id, id
      """;

  /** One whose time is over. */
  public record Expired(BotId bot, Invoice invoice) {}

  private InvoiceExpiryStore() {}

  /** Those whose time is over and that no checkout holds, marked so that nobody else finds them. */
  public static List<Expired> expire(DSLContext tx, Instant now, int most) {
    var at = now.atOffset(ZoneOffset.UTC);
    var marked = tx.fetch(EXPIRE, at, at, most);
    if (marked.isEmpty()) return List.of();
    var bots = marked.intoSet(row -> new BotId(row.get(0, Long.class)));
    return bots.stream()
        .flatMap(bot -> {
          var ids =
              marked.stream()
                  .filter(row -> row.get(0, Long.class) == bot.value())
                  .map(row -> new InvoiceId(row.get(1, UUID.class)))
                  .toList();
          return InvoiceStore.select(tx, bot, InvoiceStore.isOneOf(ids))
              .fetch(row -> new Expired(bot, InvoiceStore.read(row)))
              .stream();
        })
        .toList();
  }
}
