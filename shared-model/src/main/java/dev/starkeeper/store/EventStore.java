package dev.starkeeper.store;

import static dev.starkeeper.schema.Tables.EVENT_COUNTER;

import com.google.gson.JsonObject;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.Cause;
import dev.starkeeper.model.Event;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.LoggedEvent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jooq.DSLContext;

/** The log of what happened. */
public final class EventStore {
  /** Where whoever reads the log listens; the payload is {@code <bot id>:<last event's id>}. */
  public static final String APPENDED = "event_appended";

  /** Takes the ids and writes the rows in one: the counter stays locked until the commit. */
  private static final String APPEND =
      """
      with taken as (
        insert into event_counter as counter (bot_id, last_id) values (?, ?)
        on conflict (bot_id) do update set last_id = counter.last_id + excluded.last_id
        returning bot_id, last_id),
      written as (
        insert into event (bot_id, id, type, customer_id, occurred_at, data)
        select taken.bot_id, taken.last_id - ? + told.place, told.type, told.customer_id, told.at,
               told.data
        from taken, unnest(?::text[], ?::bigint[], ?::timestamptz[], ?::text[])
          with ordinality as told (type, customer_id, at, data, place))
      select pg_notify(?, taken.bot_id || ':' || taken.last_id) from taken
      """;

  private static final String AFTER =
      """
      select id, type, occurred_at, data from event where bot_id = ? and id > ? order by id limit ?
      """;

  private EventStore() {}

  /** In that sequence, after all that others have committed. The last write of a transaction. */
  public static void append(DSLContext tx, BotId bot, List<Event> events) {
    if (events.isEmpty()) return;
    tx.fetch(
        APPEND,
        bot.value(),
        events.size(),
        events.size(),
        events.stream().map(Event::type).toArray(String[]::new),
        events.stream().map(event -> event.customer().value()).toArray(Long[]::new),
        events.stream().map(e -> utc(e.occurredAt())).toArray(OffsetDateTime[]::new),
        events.stream().map(event -> data(event).toString()).toArray(String[]::new),
        APPENDED);
  }

  /**
   * What was told after the event with that id, oldest first, at most {@code limit}. Whoever has
   * seen an id never finds a smaller one later.
   */
  public static List<LoggedEvent> after(DSLContext tx, BotId bot, long id, int limit) {
    return tx.fetch(AFTER, bot.value(), id, limit)
        .map(row ->
            new LoggedEvent(
                row.get(0, Long.class),
                row.get(1, String.class),
                row.get(2, OffsetDateTime.class).toInstant(),
                row.get(3, String.class)));
  }

  /** The id of the newest event that is committed; 0 if there is none. */
  public static long last(DSLContext tx, BotId bot) {
    return tx.select(EVENT_COUNTER.LAST_ID)
        .from(EVENT_COUNTER)
        .where(EVENT_COUNTER.BOT_ID.eq(bot))
        .fetchOptional(EVENT_COUNTER.LAST_ID)
        .orElse(0L);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static JsonObject data(Event event) {
    var json = new JsonObject();
    json.addProperty("customerId", event.customer().value());
    switch (event) {
      case Event.OfPayment told -> describe(told, json);
      case Event.OfEntitlement told -> {
        json.addProperty("entitlement", told.claim().entitlement().key());
        describe(told.cause(), json);
      }
      case Event.OfCredits told -> {
        json.addProperty("unit", told.unit().name());
        json.addProperty("amount", told.amount());
        describe(told.cause(), json);
      }
      case Event.OfSubscription told -> describe(told, json);
      case Event.OfInvoice told -> describe(told, json);
      case Event.OfSupport(var request) -> {
        json.addProperty("requestId", request.id().text());
        json.addProperty("chargeId", request.charge().value());
        json.addProperty("text", request.text());
      }
    }
    return json;
  }

  private static void describe(Event.OfPayment told, JsonObject json) {
    var payment = told.payment().payment();
    json.addProperty("chargeId", payment.chargeId().value());
    InvoiceId.ofPayload(payment.invoicePayload())
        .ifPresent(invoice -> json.addProperty("invoiceId", invoice.payload()));
    json.addProperty("stars", payment.stars().amount());
    json.addProperty("status", told.payment().status().name().toLowerCase(Locale.ROOT));
    json.addProperty("paidAt", payment.paidAt().toString());
    if (!told.payment().reason().isEmpty()) json.addProperty("reason", told.payment().reason());
  }

  private static void describe(Event.OfSubscription told, JsonObject json) {
    var subscription = told.subscription();
    json.addProperty("subscriptionId", subscription.id().payload());
    json.addProperty("sku", subscription.item().sku().value());
    json.addProperty("stars", subscription.item().stars().amount());
    json.addProperty("currentPeriodEnd", subscription.term().periodEndsAt().toString());
  }

  private static void describe(Event.OfInvoice told, JsonObject json) {
    json.addProperty("invoiceId", told.invoice().payload());
    json.addProperty("recipientId", told.parties().recipient().value());
    json.addProperty("sku", told.item().sku().value());
    json.addProperty("quantity", told.item().quantity());
    json.addProperty("stars", told.item().stars().amount());
  }

  private static void describe(Cause cause, JsonObject json) {
    switch (cause) {
      case Cause.OfCharge(var charge) -> json.addProperty("chargeId", charge.value());
      case Cause.OfManualGrant(var grant) -> json.addProperty("grantId", grant.text());
      case Cause.OfDebit(var debit) -> json.addProperty("debitId", debit.text());
      case Cause.OfTime _ -> {} // occurredAt says it all
    }
  }
}
