package dev.starkeeper.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each state is raised by the server itself. */
final class DatabaseExceptionTest {
  private static final TestDatabase TEST = TestDatabase.empty();

  @AfterAll
  static void close() {
    TEST.close();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          08006, Unavailable, connection failure
          25006, Unavailable, read only
          25P03, Unavailable, idle in transaction too long
          53100, Unavailable, disk full
          53300, Unavailable, too many connections
          55P03, Unavailable, lock timeout
          57014, Unavailable, statement timeout
          57P01, Unavailable, shutting down
          57P03, Unavailable, starting up
          58030, Unavailable, input or output
          40001, Contended,   serialization
          40P01, Contended,   deadlock
          22021, Refused,     a character that text cannot hold
          23505, Refused,     unique
          23514, Refused,     check
          42P01, Refused,     no such table
          P0001, Refused,     raised by hand
          """)
  void kindFollowsTheState(String state, String kind, String meaning) {
    var thrown = catchThrowable(() -> raise(state));

    assertThat(thrown).isInstanceOf(DatabaseException.class).hasMessageContaining("by hand");
    assertThat(thrown.getClass().getSimpleName()).as(meaning).isEqualTo(kind);
  }

  @Test
  void whatIsNotSqlIsRefused() {
    var wrapped = new IllegalStateException("a", new IllegalArgumentException("b"));

    assertThat(DatabaseException.of(wrapped)).isInstanceOf(DatabaseException.Refused.class);
  }

  @Test
  void stateIsFoundHoweverDeepItIs() {
    var deep = new IllegalStateException(new RuntimeException(new SQLException("no", "57P01")));

    assertThat(DatabaseException.of(deep))
        .isInstanceOf(DatabaseException.Unavailable.class)
        .hasCause(deep);
  }

  @Test
  void sqlWithoutAStateIsRefused() {
    assertThat(DatabaseException.of(new SQLException("no state")))
        .isInstanceOf(DatabaseException.Refused.class);
  }

  @Test
  void unavailableSaysInALineWhatHappened() {
    var refused = new SQLException("Connection refused.\n  Hint: start it.", "08001");
    var waited = new SQLTransientConnectionException("timed out after 3000ms", "08001", refused);
    var wrapped = new IllegalStateException("many\nlines", waited);

    assertThat(DatabaseException.of(wrapped))
        .isInstanceOf(DatabaseException.Unavailable.class)
        .hasMessage("the database is not available: Connection refused.");
  }

  private static void raise(String state) {
    TEST.database()
        .inTransactionDo(tx ->
            tx.execute("do $$ begin raise 'by hand' using errcode = '" + state + "'; end $$"));
  }
}
