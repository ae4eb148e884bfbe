package dev.starkeeper.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.jooq.DSLContext;

/** The database server itself, for whoever has to judge it. */
public final class ServerStore {
  /** What a role may not see of others' sessions is null; how many there are, anyone may. */
  private static final String SERVER =
      """
      select current_setting('server_version'),
        current_setting('server_version_num')::integer / 10000,
        pg_is_in_recovery() or current_setting('default_transaction_read_only')::boolean,
        current_setting('fsync')::boolean and current_setting('full_page_writes')::boolean,
        (select reset_val <> 'off' from pg_settings where name = 'synchronous_commit')
      """;

  private static final String CONNECTIONS =
      """
      with session as (
        select count(*) as all_of_them,
          count(*) filter (where datname = current_database()) as of_database,
          count(*) filter (where usename = current_user) as of_role,
          count(*) filter (
            where datname = current_database() and application_name like 'starkeeper-%') as ours
        from pg_stat_activity where datid is not null)
      select ours, least(
        current_setting('max_connections')::integer
          - current_setting('superuser_reserved_connections')::integer
          - coalesce(current_setting('reserved_connections', true), '0')::integer
          - all_of_them,
        (select datconnlimit - of_database from pg_database
          where datname = current_database() and datconnlimit >= 0),
        (select rolconnlimit - of_role from pg_roles
          where rolname = current_user and rolconnlimit >= 0))
      from session
      """;

  /**
   * What it is, and what it promises.
   *
   * @param major such as 18
   * @param readOnly a replica, or one that is told to take no writes
   * @param keepsOrder whether it still has a whole database after a crash of its machine
   * @param keepsCommits whether a session's commits are on disk unless it asks for less
   */
  public record Server(
      String version, int major, boolean readOnly, boolean keepsOrder, boolean keepsCommits) {}

  /** {@code ours} are the sessions of this installation, {@code free} those that anyone may add. */
  public record Connections(long ours, long free) {}

  private ServerStore() {}

  public static Server find(DSLContext tx) {
    var row = tx.fetchSingle(SERVER);
    return new Server(
        row.get(0, String.class),
        row.get(1, Integer.class),
        row.get(2, Boolean.class),
        row.get(3, Boolean.class),
        row.get(4, Boolean.class));
  }

  public static Connections connections(DSLContext tx) {
    var row = tx.fetchSingle(CONNECTIONS);
    return new Connections(row.get(0, Long.class), row.get(1, Long.class));
  }

  /** By the server's clock, whenever the transaction began. */
  public static Instant now(DSLContext tx) {
    return tx.fetchSingle("select clock_timestamp()").get(0, OffsetDateTime.class).toInstant();
  }
}
