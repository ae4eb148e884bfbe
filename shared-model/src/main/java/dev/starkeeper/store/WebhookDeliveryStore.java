package dev.starkeeper.store;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.WebhookAttempt;
import dev.starkeeper.model.WebhookDelivery;
import dev.starkeeper.model.WebhookDelivery.Progress;
import dev.starkeeper.model.WebhookDelivery.Status;
import dev.starkeeper.model.WebhookDeliveryId;
import dev.starkeeper.model.WebhookEndpointId;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Record;

/**
 * Deliveries as a merchant sees them: newest event first, each page as cheap as the first. Limits
 * are part of a statement's text: the plan for any limit would be one for a tenth of the table.
 */
public final class WebhookDeliveryStore {
  /** The inner limits make it a probe for each, whatever the planner thinks of merging. */
  private static final String LIST =
      """
      select one.event_id, event.type, one.state, one.attempts, one.next_attempt_at, one.ended_at
      from (
        select * from webhook_delivery
        where bot_id = ? and endpoint_id = ? and %s
        order by event_id desc limit %d) as one
      cross join lateral (
        select type from event
        where event.bot_id = one.bot_id and event.id = one.event_id limit 1) as event
      order by one.event_id desc
      """;

  /** The newest 20 of each: two rounds of the schedule, of any number there may be. */
  private static final String ATTEMPTS =
      """
      select event_id, number, started_at, took_ms, status, error, answer
      from unnest(?::bigint[]) as asked (id)
      cross join lateral (
        select * from webhook_attempt
        where bot_id = ? and endpoint_id = ? and event_id = asked.id
        order by number desc limit 20) as newest
      order by event_id, number
      """;

  /** From the schedule's beginning, whatever became of it before. */
  private static final String AGAIN =
      """
      update webhook_delivery set state = 'PENDING', round = round + 1, round_attempts = 0,
        next_attempt_at = ?::timestamptz, ended_at = null
      where bot_id = ? and endpoint_id = ? and event_id = ?
      """;

  /** At most {@code limit} of events before that one. */
  public record Slice(long before, int limit) {}

  private WebhookDeliveryStore() {}

  public static List<WebhookDelivery> all(
      DSLContext tx, BotId bot, WebhookEndpointId endpoint, Slice slice) {
    var list = LIST.formatted("event_id < ?", slice.limit());
    var rows = tx.fetch(list, bot.value(), endpoint.value(), slice.before());
    return read(tx, bot, endpoint, rows);
  }

  public static List<WebhookDelivery> withStatus(
      DSLContext tx, BotId bot, WebhookEndpointId endpoint, Status status, Slice slice) {
    var list = LIST.formatted("state = ? and event_id < ?", slice.limit());
    var rows = tx.fetch(list, bot.value(), endpoint.value(), status.name(), slice.before());
    return read(tx, bot, endpoint, rows);
  }

  public static Optional<WebhookDelivery> find(DSLContext tx, BotId bot, WebhookDeliveryId id) {
    var rows =
        tx.fetch(LIST.formatted("event_id = ?", 1), bot.value(), id.endpoint().value(), id.event());
    return read(tx, bot, id.endpoint(), rows).stream().findFirst();
  }

  /** How many of that status there are; {@code most} if there are more. */
  public static int count(
      DSLContext tx, BotId bot, WebhookEndpointId endpoint, Status status, int most) {
    var count =
        """
        select count(*) from (
          select 1 from webhook_delivery where bot_id = ? and endpoint_id = ? and state = ? limit %d)
          as counted
        """
            .formatted(most);
    return tx.fetchSingle(count, bot.value(), endpoint.value(), status.name())
        .get(0, Integer.class);
  }

  /** Has it sent from {@code now} on, as if it never had been. */
  public static void again(DSLContext tx, BotId bot, WebhookDeliveryId id, Instant now) {
    tx.execute(AGAIN, now.atOffset(ZoneOffset.UTC), bot.value(), id.endpoint().value(), id.event());
  }

  private static List<WebhookDelivery> read(
      DSLContext tx, BotId bot, WebhookEndpointId endpoint, List<? extends Record> rows) {
    if (rows.isEmpty()) return List.of();
    var attempts = attempts(tx, bot, endpoint, rows);
    return rows.stream()
        .map(row -> {
          var event = (long) row.get(0, Long.class);
          return new WebhookDelivery(
              new WebhookDeliveryId(endpoint, event),
              row.get(1, String.class),
              progress(row),
              row.get(3, Integer.class),
              attempts.getOrDefault(event, List.of()));
        })
        .toList();
  }

  private static Map<Long, List<WebhookAttempt>> attempts(
      DSLContext tx, BotId bot, WebhookEndpointId endpoint, List<? extends Record> rows) {
    var events = rows.stream().map(row -> row.get(0, Long.class)).toArray(Long[]::new);
    return tx.fetch(ATTEMPTS, events, bot.value(), endpoint.value()).stream()
        .collect(
            Collectors.groupingBy(
                row -> row.get(0, Long.class),
                Collectors.mapping(WebhookDeliveryStore::attempt, Collectors.toList())));
  }

  private static WebhookAttempt attempt(Record row) {
    var status = row.get(4, Integer.class);
    return new WebhookAttempt(
        row.get(1, Integer.class),
        row.get(2, OffsetDateTime.class).toInstant(),
        Duration.ofMillis(row.get(3, Integer.class)),
        status == null ? OptionalInt.empty() : OptionalInt.of(status),
        Optional.ofNullable(row.get(5, String.class)),
        row.get(6, String.class));
  }

  private static Progress progress(Record row) {
    return switch (Status.valueOf(row.get(2, String.class))) {
      case PENDING -> new Progress.Pending(instant(row, 4));
      case DELIVERED -> new Progress.Delivered(instant(row, 5));
      case DEAD -> new Progress.Dead(instant(row, 5));
    };
  }

  private static Instant instant(Record row, int column) {
    return row.get(column, OffsetDateTime.class).toInstant();
  }
}
