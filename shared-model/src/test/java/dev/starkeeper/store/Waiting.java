package dev.starkeeper.store;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.DatabaseException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jooq.DSLContext;

/** Two transactions, one of which has what the other wants. */
final class Waiting {
  private Waiting() {}

  /** Whether the second has to wait for as long as the first is open. */
  static boolean whileOneHas(
      Database database, Consumer<DSLContext> first, Consumer<DSLContext> second) throws Exception {
    var has = new CountDownLatch(1);
    var asked = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var holder = threads.submit(holder(database, first, has, asked));
      has.await();
      try {
        return waits(database, second);
      } finally {
        asked.countDown();
        holder.get();
      }
    }
  }

  private static Callable<Boolean> holder(
      Database database, Consumer<DSLContext> work, CountDownLatch has, CountDownLatch asked) {
    return () ->
        database.inTransaction(tx -> {
          work.accept(tx);
          has.countDown();
          return await(asked);
        });
  }

  private static boolean waits(Database database, Consumer<DSLContext> work) {
    try {
      database.inTransactionDo(tx -> {
        tx.execute("set local lock_timeout = '300ms'");
        work.accept(tx);
      });
      return false;
    } catch (DatabaseException.Unavailable e) {
      if (e.isOnlyALock()) return true;
      throw e;
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
