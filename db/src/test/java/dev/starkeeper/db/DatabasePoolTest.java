package dev.starkeeper.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The connections: how many there are, what each is told, and what happens when there is none. */
final class DatabasePoolTest {
  private final TestDatabase test = TestDatabase.empty();
  private final Database database = test.database();

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void everyConnectionHasItsLimits() {
    assertThat(settings("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"))
        .containsExactly("5s", "3s", "15s");
    assertThat(settings("timezone", "application_name", "transaction_isolation"))
        .containsExactly("UTC", "starkeeper-test", "read committed");
  }

  @Test
  void commitIsDurableEvenWhereTheServerWouldNotInsist() {
    assertThat(serverDefault("synchronous_commit")).isEqualTo("off"); // as the tests' server is
    assertThat(settings("synchronous_commit")).containsExactly("on");
  }

  @Test
  void poolIsBounded() throws Exception {
    var taken = new ArrayList<Connection>();
    try {
      for (var i = 0; i < Database.POOL_SIZE; i++)
        taken.add(database.connections().getConnection());

      assertThatExceptionOfType(DatabaseException.Unavailable.class)
          .isThrownBy(() -> database.inTransactionDo(tx -> tx.execute("select 1")));

      taken.removeLast().close();
      database.inTransactionDo(tx -> tx.execute("select 1"));
    } finally {
      for (var connection : taken) connection.close();
    }
  }

  @Test
  void serverThatIsNotThereIsUnavailable() throws Exception {
    var nobody = DatabaseConfig.parse("postgresql://ann@127.0.0.1:" + portOfNobody() + "/shop");

    try (var away = Database.open(nobody, "test")) {
      assertThatExceptionOfType(DatabaseException.Unavailable.class)
          .isThrownBy(() -> away.inTransactionDo(tx -> tx.execute("select 1")));
    }
  }

  @Test
  void databaseThatIsAwayIsAskedForOneConnectionAndNoMore() {
    var asked = new AtomicInteger();
    var away =
        new PGSimpleDataSource() {
          @Override
          public Connection getConnection() throws SQLException {
            asked.incrementAndGet();
            throw new SQLTransientConnectionException("none free in time");
          }
        };

    assertThatExceptionOfType(DatabaseException.Unavailable.class)
        .isThrownBy(() -> Database.over(away).inTransactionDo(tx -> tx.execute("select 1")));

    assertThat(asked).hasValue(1);
  }

  private List<String> settings(String... names) {
    return database.inTransaction(tx ->
        Stream.of(names).map(name -> tx.fetchSingle("show " + name).get(0, String.class)).toList());
  }

  private String serverDefault(String name) {
    return database.inTransaction(tx ->
        tx.fetchSingle("select reset_val from pg_settings where name = ?", name)
            .get(0, String.class));
  }

  /** A port that was free a moment ago. */
  private static int portOfNobody() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
