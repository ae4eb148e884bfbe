package dev.starkeeper.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import dev.starkeeper.trace.Traces;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.TransactionContext;
import org.jooq.TransactionProvider;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultConnectionProvider;

/** The PostgreSQL both processes share, and the only place where a transaction begins. */
public final class Database implements AutoCloseable {
  /** Enough for the hot paths, which hold a connection for a millisecond or two. */
  public static final int POOL_SIZE = 10;

  // How long to wait for a free connection: a caller gives up well before Telegram's ten seconds.
  private static final Duration CONNECTION_WAIT = Duration.ofSeconds(2);
  private static final Duration VALIDATION = Duration.ofSeconds(1);
  private static final Duration LIFETIME = Duration.ofMinutes(30); // shorter than a proxy's hour
  private static final Duration KEEPALIVE = Duration.ofMinutes(2); // firewalls forget sooner
  private static final String CONNECT_SECONDS = "2";
  // A server that is frozen accepts connections and says nothing: then the next host is tried.
  private static final String FIRST_WORD_MS = "2000";
  private static final String LOGIN_SECONDS = "6"; // for all hosts together
  private static final String SOCKET_SECONDS = "8"; // above the longest statement
  // A statement here takes milliseconds: what takes seconds is stuck, and others wait for it.
  private static final String SESSION =
      "set statement_timeout = '5s'; set lock_timeout = '3s';"
          + " set idle_in_transaction_session_timeout = '15s'; set timezone = 'UTC';"
          // A plan that is kept from when a table was all but empty reads all there is of a bot,
          // until the next autovacuum. Planning anew costs a fraction of that.
          + " set plan_cache_mode = force_custom_plan;"
          // What is committed is then confirmed to Telegram, which forgets it: it must be on disk.
          + " select set_config('synchronous_commit', 'on', false)"
          + " where current_setting('synchronous_commit') = 'off'";
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(1);
  private static final int ATTEMPTS = 4; // a deadlock is between two; the fourth loss is news
  private static final int ATTEMPT_PAUSE_MS = 20;

  private final ScopedValue<Boolean> open = ScopedValue.newInstance();
  private final DataSource connections;
  private final Configuration configuration;

  private Database(DataSource connections) {
    this.connections = connections;
    // Column names as they are, no schema: one database belongs to one installation.
    var settings =
        new Settings().withRenderSchema(false).withExecuteLogging(false).withFetchWarnings(false);
    this.configuration = new DefaultConfiguration().set(SQLDialect.POSTGRES).set(settings);
  }

  /** Does not connect yet: a database that is away now may be back for the first transaction. */
  public static Database open(DatabaseConfig config, String processName) {
    return new Database(new HikariDataSource(poolConfig(config, processName, POOL_SIZE, SESSION)));
  }

  /** As the other; {@code watching} is told what becomes of the pool's connections. */
  public static Database open(
      DatabaseConfig config, String processName, MetricsTrackerFactory watching) {
    var pool = poolConfig(config, processName, POOL_SIZE, SESSION);
    pool.setMetricsTrackerFactory(watching);
    return new Database(new HikariDataSource(pool));
  }

  /** Over connections that somebody else made and watches, such as a test that counts. */
  public static Database over(DataSource connections) {
    return new Database(connections);
  }

  static HikariConfig poolConfig(
      DatabaseConfig config, String processName, int size, String initSql) {
    var pool = new HikariConfig();
    pool.setPoolName(processName);
    pool.setJdbcUrl(config.jdbcUrl());
    pool.setUsername(config.user());
    pool.setPassword(config.password());
    pool.setMaximumPoolSize(size);
    pool.setMinimumIdle(1);
    pool.setConnectionTimeout(CONNECTION_WAIT.toMillis());
    pool.setValidationTimeout(VALIDATION.toMillis());
    pool.setMaxLifetime(LIFETIME.toMillis());
    pool.setKeepaliveTime(KEEPALIVE.toMillis());
    pool.setInitializationFailTimeout(-1);
    pool.setConnectionInitSql(initSql);
    pool.addDataSourceProperty("ApplicationName", "starkeeper-" + processName);
    pool.addDataSourceProperty("connectTimeout", CONNECT_SECONDS);
    pool.addDataSourceProperty("loginTimeout", LOGIN_SECONDS);
    pool.addDataSourceProperty("sslResponseTimeout", FIRST_WORD_MS);
    pool.addDataSourceProperty("socketTimeout", SOCKET_SECONDS);
    pool.addDataSourceProperty("tcpKeepAlive", "true");
    pool.addDataSourceProperty("reWriteBatchedInserts", "true");
    return pool;
  }

  /**
   * Commits what {@code work} did, or rolls it back if it throws. Transactions do not nest. A
   * deadlock or serialization failure is tried again, so {@code work} may run more than once.
   *
   * @throws DatabaseException if the database does not do it
   */
  public <T> T inTransaction(Function<DSLContext, T> work) {
    if (open.isBound()) throw new IllegalStateException("a transaction is open already");
    return Traces.part("transaction")
        .with("db.system.name", "postgresql")
        .during(() -> attempted(work));
  }

  private <T> T attempted(Function<DSLContext, T> work) {
    for (var attempt = 1; ; attempt++) {
      try {
        return ScopedValue.where(open, true).call(() -> once(work));
      } catch (DatabaseException.Contended e) {
        if (attempt == ATTEMPTS) throw e;
        pauseBefore(attempt + 1);
      }
    }
  }

  /**
   * Reads, each statement in a transaction of its own: what two of them find need not agree. Saves
   * the round trip of a commit, and must not write. No transaction begins meanwhile, as it would
   * want a second connection.
   *
   * @throws DatabaseException if the database does not do it
   */
  public <T> T read(Function<DSLContext, T> work) {
    if (open.isBound()) throw new IllegalStateException("a transaction is open already");
    return Traces.part("read")
        .with("db.system.name", "postgresql")
        .during(() -> ScopedValue.where(open, true).call(() -> statements(work)));
  }

  private <T> T statements(Function<DSLContext, T> work) {
    return on(connection -> work.apply(DSL.using(over(connection))));
  }

  /** On a connection that is taken here: without one, jOOQ would wait for one three times over. */
  private <T> T once(Function<DSLContext, T> work) {
    return on(connection ->
        DSL.using(over(connection))
            .transactionResult(transaction -> work.apply(transaction.dsl())));
  }

  private Configuration over(Connection connection) {
    var provider = new DefaultConnectionProvider(connection);
    return configuration.derive(provider).set(new OurTransactions(provider));
  }

  /** jOOQ's own ask for the isolation level before each, which is a round trip. */
  private record OurTransactions(DefaultConnectionProvider connection)
      implements TransactionProvider {
    @Override
    public void begin(TransactionContext context) {
      connection.setAutoCommit(false);
    }

    @Override
    public void commit(TransactionContext context) {
      connection.commit();
      connection.setAutoCommit(true);
    }

    @Override
    public void rollback(TransactionContext context) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private <T> T on(Function<Connection, T> work) {
    try (var connection = connections.getConnection()) {
      return work.apply(connection);
    } catch (DatabaseException e) {
      throw e;
    } catch (SQLException | DataAccessException e) {
      throw DatabaseException.of(e);
    } catch (RuntimeException e) { // a library on our connection wraps what happened to it
      throw DatabaseException.causes(e) ? DatabaseException.of(e) : e;
    }
  }

  /** As the other, for work without a result. */
  public void inTransactionDo(Consumer<DSLContext> work) {
    inTransaction(tx -> {
      work.accept(tx);
      return true;
    });
  }

  /**
   * The connections themselves, for libraries that run transactions of their own (db-scheduler).
   * Our statements go through {@link #inTransaction}.
   */
  public DataSource connections() {
    return connections;
  }

  private static void pauseBefore(int attempt) {
    var pause = ThreadLocalRandom.current().nextInt(ATTEMPT_PAUSE_MS * attempt);
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause));
  }

  /** Waits for the pool only a moment: without a database it takes longer than a stop may. */
  @Override
  public void close() {
    if (!(connections instanceof HikariDataSource pool)) return;
    try {
      Thread.ofPlatform().daemon().name("close-pool").start(pool::close).join(CLOSE_WAIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
