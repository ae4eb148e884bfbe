package dev.starkeeper.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DatabaseTest {
  private final TestDatabase test = TestDatabase.empty();
  private final Database database = test.database();

  @BeforeEach
  void table() {
    database.inTransactionDo(tx -> {
      tx.execute("create table purse (name text primary key, stars integer check (stars >= 0))");
      tx.execute("insert into purse values ('ann', 10), ('bob', 20)");
    });
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void readsOutsideATransactionAndNotInsideOne() {
    var purses = database.<Integer>read(reading -> reading.fetchCount(DSL.table("purse")));

    assertThat(purses).isEqualTo(2);
    assertThatIllegalStateException()
        .isThrownBy(() -> database.inTransactionDo(_ -> database.read(_ -> true)));
    assertThatIllegalStateException()
        .isThrownBy(() -> database.read(_ -> database.inTransaction(_ -> true)));
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> database.read(reading -> reading.fetch("select nonsense")));
  }

  @Test
  void commitsAndReturnsWhatTheWorkReturns() {
    var result =
        database.inTransaction(tx -> {
          add(tx, "ann", 1);
          return "done";
        });

    assertThat(result).isEqualTo("done");
    assertThat(stars()).isEqualTo(Map.of("ann", 11, "bob", 20));
  }

  @Test
  void exceptionRollsBackAndComesOutAsItWas() {
    var fault = new IllegalArgumentException("mine");

    assertThatThrownBy(() ->
            database.inTransactionDo(tx -> {
              add(tx, "ann", 1);
              throw fault;
            }))
        .isSameAs(fault);

    assertThat(stars()).isEqualTo(Map.of("ann", 10, "bob", 20));
  }

  @Test
  void transactionsDoNotNest() {
    assertThatIllegalStateException()
        .isThrownBy(() ->
            database.inTransactionDo(tx -> {
              add(tx, "ann", 1);
              database.inTransactionDo(inner -> add(inner, "bob", 1));
            }))
        .withMessage("a transaction is open already");

    assertThat(stars()).isEqualTo(Map.of("ann", 10, "bob", 20));
  }

  @Test
  void bothSidesOfADeadlockSucceedInTheEnd() throws Exception {
    var bothHoldOne = new CyclicBarrier(2);
    var attempts = new AtomicInteger();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var moved =
          threads.invokeAll(
              List.of(
                  moving("ann", "bob", 3, bothHoldOne, attempts),
                  moving("bob", "ann", 5, bothHoldOne, attempts)));

      assertThat(moved).allSatisfy(one -> assertThat(one.state()).isEqualTo(Future.State.SUCCESS));
    }
    assertThat(attempts).hasValueGreaterThan(2);
    assertThat(stars()).isEqualTo(Map.of("ann", 12, "bob", 18));
  }

  /** In its first attempt it waits, holding one row, until the other side holds the other one. */
  private Callable<Boolean> moving(
      String from, String to, int stars, CyclicBarrier bothHoldOne, AtomicInteger attempts) {
    var mine = new AtomicInteger();
    return () ->
        database.inTransaction(tx -> {
          attempts.incrementAndGet();
          add(tx, from, -stars);
          if (mine.incrementAndGet() == 1) meet(bothHoldOne);
          add(tx, to, stars);
          return true;
        });
  }

  @Test
  void whoLosesAgainAndAgainIsToldSo() {
    for (var state : List.of("40001", "40P01")) {
      var attempts = new AtomicInteger();

      assertThatExceptionOfType(DatabaseException.Contended.class)
          .isThrownBy(() ->
              database.inTransactionDo(tx -> {
                attempts.incrementAndGet();
                add(tx, "ann", 1);
                tx.execute("do $$ begin raise 'lost' using errcode = '" + state + "'; end $$");
              }));

      assertThat(attempts).hasValue(4);
    }
    assertThat(stars()).isEqualTo(Map.of("ann", 10, "bob", 20));
  }

  @Test
  void whatIsRefusedIsNotTriedAgain() {
    var attempts = new AtomicInteger();

    assertThatExceptionOfType(DatabaseException.Refused.class)
        .isThrownBy(() ->
            database.inTransactionDo(tx -> {
              attempts.incrementAndGet();
              add(tx, "bob", 1);
              add(tx, "ann", -11);
            }))
        .withMessageContaining("purse_stars_check");

    assertThat(attempts).hasValue(1);
    assertThat(stars()).isEqualTo(Map.of("ann", 10, "bob", 20));
  }

  @Test
  void connectionLostInTheMiddleIsUnavailableAndTheNextOneWorks() {
    assertThatExceptionOfType(DatabaseException.Unavailable.class)
        .isThrownBy(() ->
            database.inTransactionDo(tx -> {
              add(tx, "ann", 1);
              tx.execute("select pg_terminate_backend(pg_backend_pid())");
            }));

    assertThat(stars()).isEqualTo(Map.of("ann", 10, "bob", 20));
  }

  @Test
  void writingToAReplicaIsUnavailable() {
    assertThatExceptionOfType(DatabaseException.Unavailable.class)
        .isThrownBy(() ->
            database.inTransactionDo(tx -> {
              tx.execute("set transaction read only");
              add(tx, "ann", 1);
            }));
  }

  private static void add(DSLContext tx, String name, int stars) {
    tx.execute("update purse set stars = stars + ? where name = ?", stars, name);
  }

  private Map<String, Integer> stars() {
    return database.inTransaction(tx ->
        tx.fetch("select name, stars from purse")
            .intoMap(row -> row.get(0, String.class), row -> row.get(1, Integer.class)));
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("the other side did not come", e);
    }
  }
}
