package dev.starkeeper.db;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;

import org.jooq.DSLContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class CostTest {
  private static final int TIMES = 20;
  private static final int BYTES = 100_000;

  @AutoClose private final TestDatabase test = TestDatabase.copy();
  @AutoClose private final RoundTrips trips = RoundTrips.to(test.config());
  @AutoClose private final Database database = Database.open(trips.config(), "test");

  @Test
  void eachStatementIsARoundTripAndSoIsACommit() {
    assertThat(trips(() -> database.inTransactionDo(CostTest::ask))).isEqualTo(2);
    assertThat(trips(() -> database.inTransactionDo(tx -> nCopies(3, tx).forEach(CostTest::ask))))
        .isEqualTo(4);
    assertThat(trips(() -> database.read(tx -> tx.fetchSingle("select 42")))).isEqualTo(1);
    assertThat(trips(() -> {})).isZero();
  }

  @Test
  void bytesOfVirtualThreadsAreCounted() {
    assertThat(bytes(() -> {})).isLessThan(BYTES / 10);
    assertThat(bytes(CostTest::allocate)).isBetween((long) BYTES, BYTES * 11L / 10);
    assertThat(bytes(() -> onVirtualThread(CostTest::allocate)))
        .isBetween((long) BYTES, BYTES * 11L / 10);
  }

  private static void ask(DSLContext tx) {
    tx.fetchSingle("select 42");
  }

  private static void allocate() {
    assertThat(new byte[BYTES]).isNotNull();
  }

  private static void onVirtualThread(Runnable work) {
    try {
      Thread.startVirtualThread(work).join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private long trips(Runnable work) {
    return Cost.least(trips, nCopies(TIMES, work), Runnable::run).roundTrips();
  }

  private long bytes(Runnable work) {
    return Cost.least(trips, nCopies(TIMES, work), Runnable::run).bytes();
  }
}
