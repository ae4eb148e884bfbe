package dev.starkeeper.store;

import dev.starkeeper.model.BotId;
import dev.starkeeper.model.PollerLock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Who polls which bot: read from the locks that the workers hold, taking none. */
public final class PollerStore {
  /** A lock's key is shown as its two halves. */
  private static final String POLLERS =
      """
      select classid::bigint << 32 | objid::bigint, pid, host(client_addr), backend_start
      from pg_locks left join pg_stat_activity using (pid)
      where locktype = 'advisory' and objsubid = 1 and granted
        and pg_locks.database = (select oid from pg_database where datname = current_database())
        and classid::bigint >> 24 = ?
      """;

  private static final String WORKERS =
      """
      select count(distinct pid) from pg_locks
      where locktype = 'advisory' and objsubid = 1 and granted
        and database = (select oid from pg_database where datname = current_database())
        and classid::bigint >> 24 = ?
      """;

  /** A worker's session; where it comes from and since when, unless our role may not see that. */
  public record Poller(int session, Optional<String> address, Optional<Instant> since) {}

  private PollerStore() {}

  public static Map<BotId, Poller> all(DSLContext tx) {
    return tx.fetch(POLLERS, PollerLock.BOT.firstByte()).stream()
        .collect(
            Collectors.toMap(
                row -> new BotId(PollerLock.bits(row.get(0, Long.class))),
                PollerStore::poller,
                (one, _) -> one));
  }

  /** Those that stand by among them. */
  public static int workers(DSLContext tx) {
    return tx.fetchSingle(WORKERS, PollerLock.WORKER.firstByte()).get(0, Integer.class);
  }

  private static Poller poller(Record row) {
    return new Poller(
        row.get(1, Integer.class),
        Optional.ofNullable(row.get(2, String.class)),
        Optional.ofNullable(row.get(3, OffsetDateTime.class)).map(OffsetDateTime::toInstant));
  }
}
