package dev.starkeeper.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where the databases of a JVM's tests are: started by the first that needs one, stopped when the
 * JVM ends. The next copy is made while a test runs, and what a test has left is dropped behind its
 * back: a server with hundreds of databases takes half a minute to delete.
 */
final class TestServer {
  static final TestServer SHARED = start();

  private static final String TEMPLATE = "template_migrated";

  private final EmbeddedDatabase server;
  private final AtomicInteger names = new AtomicInteger();
  private final ExecutorService ahead = onOneThread("copy-test-database");
  private final ExecutorService behind = onOneThread("drop-test-database");
  private final Connection creating;
  private final Connection dropping;
  private Future<String> next;

  private TestServer(EmbeddedDatabase server) {
    this.server = server;
    this.creating = connect(server.url());
    this.dropping = connect(server.url());
    this.next = ahead.submit(this::makeCopy);
  }

  private static ExecutorService onOneThread(String name) {
    return Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
  }

  private static TestServer start() {
    var server = EmbeddedDatabase.throwAway();
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop-test-database"));
    execute(server.url(), "create database " + TEMPLATE);
    var template = server.url(TEMPLATE);
    Migrations.migrate(DatabaseConfig.parse(template));
    execute(template, TestDatabase.rolesScript());
    return new TestServer(server);
  }

  String url(String name) {
    return server.url(name);
  }

  /** Of the template; nobody else has it. */
  synchronized String copy() {
    var copy = next;
    next = ahead.submit(this::makeCopy);
    return get(copy);
  }

  /** Without any schema. */
  String empty() {
    return get(ahead.submit(() -> create("")));
  }

  private static String get(Future<String> created) {
    try {
      return created.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot create a database", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String makeCopy() throws SQLException {
    // Copied as files, which takes a third of what copying by the log takes.
    return create(" template " + TEMPLATE + " strategy file_copy");
  }

  private String create(String how) throws SQLException {
    var name = "test_" + names.incrementAndGet();
    execute(creating, "create database " + name + how);
    return name;
  }

  /** Soon, unless somebody is still connected: then it stays, and disturbs nobody. */
  void drop(String name) {
    behind.execute(() -> {
      try {
        execute(dropping, "drop database " + name);
      } catch (SQLException _) {
        // The server is deleted as a whole, if later.
      }
    });
  }

  private static Connection connect(String at) {
    var url = DatabaseConfig.parse(at);
    try {
      return DriverManager.getConnection(url.jdbcUrl(), url.user(), "");
    } catch (SQLException e) {
      throw new IllegalStateException("cannot connect to " + at, e);
    }
  }

  private static void execute(String at, String statement) {
    try (var connection = connect(at)) {
      execute(connection, statement);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot do: " + statement, e);
    }
  }

  private static void execute(Connection connection, String statement) throws SQLException {
    try (var sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }
}
