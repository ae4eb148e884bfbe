package dev.starkeeper.bench.seller;

import dev.starkeeper.db.DatabaseConfig;
import dev.starkeeper.soak.DurablePostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** A seller's database, for what is done to it from outside. */
public final class Shelf {
  private static final int CONNECTIONS = 2;

  private static final String FOR_MUCH =
      """
      set synchronous_commit = off;
      set work_mem = '64MB';
      set temp_buffers = '64MB';
      set maintenance_work_mem = '512MB';
      set max_parallel_maintenance_workers = 0
      """;

  private final String url;

  private Shelf(String url) {
    this.url = url;
  }

  /** A new one on that server. */
  public static Shelf create(DurablePostgres postgres, String name) {
    new Shelf(postgres.url()).execute("create database " + name);
    return new Shelf(postgres.url(name));
  }

  /** The server's own database. */
  public static Shelf of(DurablePostgres postgres) {
    return new Shelf(postgres.url());
  }

  /** The one text a query gives. */
  public String word(String query) {
    return texts(query).getFirst();
  }

  String url() {
    return url;
  }

  private Connection connect() throws SQLException {
    var config = DatabaseConfig.parse(url);
    return DriverManager.getConnection(config.jdbcUrl(), config.user(), config.password());
  }

  public void execute(String statement) {
    try (var connection = connect();
        var sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot do: " + statement, e);
    }
  }

  /** What is done on one connection. */
  interface Work {
    void on(Connection connection) throws SQLException;
  }

  /** Each on one of two connections, whichever is free; made for much at once. */
  void inParallel(List<Work> works) {
    var left = new ConcurrentLinkedQueue<>(works);
    try (var threads = Executors.newFixedThreadPool(CONNECTIONS)) {
      var hands =
          IntStream.range(0, CONNECTIONS)
              .mapToObj(_ -> CompletableFuture.runAsync(() -> work(left), threads))
              .toList();
      hands.forEach(CompletableFuture::join);
    }
  }

  private void work(Queue<Work> left) {
    try (var connection = connect();
        var sql = connection.createStatement()) {
      sql.execute(FOR_MUCH);
      for (var work = left.poll(); work != null; work = left.poll()) work.on(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot do much at once", e);
    }
  }

  /** As {@link #inParallel}. */
  void executeAll(List<String> statements) {
    inParallel(statements.stream().map(Shelf::statement).toList());
  }

  private static Work statement(String text) {
    return connection -> {
      try (var sql = connection.createStatement()) {
        sql.execute(text);
      }
    };
  }

  /** The one number a query gives. */
  public long number(String query) {
    try (var connection = connect();
        var sql = connection.createStatement();
        var rows = sql.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot ask: " + query, e);
    }
  }

  /** The one column of a query. */
  List<String> texts(String query) {
    try (var connection = connect();
        var sql = connection.createStatement();
        var rows = sql.executeQuery(query)) {
      var texts = new ArrayList<String>();
      while (rows.next()) texts.add(rows.getString(1));
      return texts;
    } catch (SQLException e) {
      throw new IllegalStateException("cannot ask: " + query, e);
    }
  }

  /** How often a second that statement is committed, over so many connections. */
  public double commits(String statement, int connections, Duration time) {
    var done = new LongAdder();
    var end = System.nanoTime() + time.toNanos();
    try (var threads = Executors.newFixedThreadPool(connections)) {
      for (var i = 0; i < connections; i++) {
        threads.execute(() -> repeat(statement, end, done));
      }
    }
    return done.sum() / (time.toNanos() / 1e9);
  }

  private void repeat(String statement, long end, LongAdder done) {
    try (var connection = connect();
        var sql = connection.prepareStatement(statement)) {
      while (System.nanoTime() - end < 0) {
        sql.execute();
        done.increment();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("cannot do: " + statement, e);
    }
  }
}
