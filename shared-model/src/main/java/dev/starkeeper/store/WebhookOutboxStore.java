package dev.starkeeper.store;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.LoggedEvent;
import dev.starkeeper.model.WebhookAttempt;
import dev.starkeeper.model.WebhookDelivery.Status;
import dev.starkeeper.model.WebhookEndpointId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent to endpoints: the worker's side of deliveries. Limits are part of a
 * statement's text: the plan for any limit would be one for a tenth of the table.
 */
public final class WebhookOutboxStore {
  /**
   * The endpoint's row is locked: of two workers that think it is theirs, the second goes on behind
   * the first.
   */
  private static String spreading(int limit) {
    return """
    with endpoint as (
      select bot_id, id, event_types, last_event_id from webhook_endpoint
      where bot_id = ? and id = ? and state = 'ACTIVE' for update),
    news as materialized (
      select next.id, next.type from endpoint
      cross join lateral (
        select id, type from event
        where event.bot_id = endpoint.bot_id and event.id > endpoint.last_event_id
        order by event.bot_id, event.id limit %d) as next),
    made as (
      insert into webhook_delivery (bot_id, endpoint_id, event_id, state, next_attempt_at)
      select endpoint.bot_id, endpoint.id, news.id, 'PENDING', ?::timestamptz from endpoint, news
      where endpoint.event_types is null or news.type = any(endpoint.event_types)
      on conflict do nothing)
    update webhook_endpoint set last_event_id = read.last_id
    from (select max(id) as last_id, count(*) as events from news) as read, endpoint
    where webhook_endpoint.bot_id = endpoint.bot_id and webhook_endpoint.id = endpoint.id
      and read.last_id is not null
    returning read.events
    """
        .formatted(limit);
  }

  private static String dueFirst(int limit) {
    return """
    select event.id, event.type, event.occurred_at, event.data,
           due.attempts, due.round, due.round_attempts
    from (
      select event_id, attempts, round, round_attempts, next_attempt_at from webhook_delivery
      where bot_id = ? and endpoint_id = ? and state = 'PENDING'
        and next_attempt_at <= ?::timestamptz
      order by next_attempt_at, event_id limit %d) as due
    cross join lateral ( -- limited: a probe for each, whatever the planner thinks of merging
      select id, type, occurred_at, data from event
      where event.bot_id = ? and event.id = due.event_id limit 1) as event
    order by due.next_attempt_at, due.event_id
    """
        .formatted(limit);
  }

  private static final String NEXT =
      """
      select next_attempt_at from webhook_delivery
      where bot_id = ? and endpoint_id = ? and state = 'PENDING'
      order by next_attempt_at limit 1
      """;

  /**
   * Only if nobody recorded that attempt before us; and what it means for the delivery only if
   * nobody began the schedule anew meanwhile.
   */
  private static final String RECORD =
      """
      with told as (
        select * from unnest(?::bigint[], ?::integer[], ?::integer[], ?::text[], ?::timestamptz[],
            ?::timestamptz[], ?::integer[], ?::integer[], ?::text[], ?::text[])
          as told (event_id, number, round, state, next_at, at, took_ms, status, error, answer)),
      moved as (
        update webhook_delivery as one
        set attempts = told.number,
          round_attempts = one.round_attempts + (one.round = told.round)::integer,
          state = case when one.round = told.round then told.state else one.state end,
          next_attempt_at =
            case when one.round = told.round then told.next_at else one.next_attempt_at end,
          ended_at = case when one.round = told.round and told.state <> 'PENDING'
            then told.at + told.took_ms * interval '1 millisecond' end
        from told
        where one.bot_id = ? and one.endpoint_id = ? and one.event_id = told.event_id
          and one.state = 'PENDING' and one.attempts = told.number - 1
        returning one.event_id)
      insert into webhook_attempt
      select ?, ?, event_id, number, at, took_ms, status, error, answer
      from told join moved using (event_id)
      """;

  /** {@code attempts} of all that were made; {@code roundAttempts} since the schedule began. */
  public record Due(LoggedEvent event, int attempts, int round, int roundAttempts) {}

  /** What an attempt means for its delivery: {@code next} is there while it is pending. */
  public record Attempted(Due due, WebhookAttempt attempt, Status status, Optional<Instant> next) {}

  private WebhookOutboxStore() {}

  /**
   * Makes deliveries of at most {@code limit} events that the endpoint has not come to yet, due
   * now.
   *
   * @return how many events there were; none if the endpoint is not active
   */
  public static int spread(
      DSLContext tx, BotId bot, WebhookEndpointId endpoint, int limit, Instant now) {
    return tx.fetchOptional(spreading(limit), bot.value(), endpoint.value(), utc(now))
        .map(row -> row.get(0, Integer.class))
        .orElse(0);
  }

  /** The longest due first, of those that became due together the oldest event. */
  public static List<Due> due(
      DSLContext tx, BotId bot, WebhookEndpointId endpoint, int limit, Instant now) {
    return tx.fetch(dueFirst(limit), bot.value(), endpoint.value(), utc(now), bot.value())
        .map(row ->
            new Due(
                new LoggedEvent(
                    row.get(0, Long.class),
                    row.get(1, String.class),
                    row.get(2, OffsetDateTime.class).toInstant(),
                    row.get(3, String.class)),
                row.get(4, Integer.class),
                row.get(5, Integer.class),
                row.get(6, Integer.class)));
  }

  /** When the next of them is due; empty if none waits. */
  public static Optional<Instant> next(DSLContext tx, BotId bot, WebhookEndpointId endpoint) {
    return tx.fetchOptional(NEXT, bot.value(), endpoint.value())
        .map(row -> row.get(0, OffsetDateTime.class).toInstant());
  }

  /** All of one endpoint, in one statement. */
  public static void record(
      DSLContext tx, BotId bot, WebhookEndpointId endpoint, List<Attempted> all) {
    if (all.isEmpty()) return;
    tx.execute(
        RECORD,
        array(all, one -> one.due().event().id(), Long[]::new),
        array(all, one -> one.attempt().number(), Integer[]::new),
        array(all, one -> one.due().round(), Integer[]::new),
        array(all, one -> one.status().name(), String[]::new),
        array(all, one -> orNull(one.next().map(WebhookOutboxStore::utc)), OffsetDateTime[]::new),
        array(all, one -> utc(one.attempt().startedAt()), OffsetDateTime[]::new),
        array(all, one -> (int) one.attempt().took().toMillis(), Integer[]::new),
        array(all, WebhookOutboxStore::status, Integer[]::new),
        array(all, one -> orNull(one.attempt().error()), String[]::new),
        array(all, one -> one.attempt().answer(), String[]::new),
        bot.value(),
        endpoint.value(),
        bot.value(),
        endpoint.value());
  }

  private static @Nullable Integer status(Attempted one) {
    var status = one.attempt().status();
    return status.isPresent() ? status.getAsInt() : null;
  }

  private static <T> T[] array(
      List<Attempted> all,
      Function<Attempted, ? extends @Nullable T> field,
      IntFunction<T[]> make) {
    return all.stream().map(field).toArray(make);
  }

  private static <T> @Nullable T orNull(Optional<T> value) {
    return value.orElse(null);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
