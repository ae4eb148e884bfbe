package dev.starkeeper.acceptance.model;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections of a worker that break when a script says so, and that take the worker's threads
 * through the database in a sequence that is always the same.
 */
final class UnreliableConnections {
  /** What becomes of a commit. */
  enum Commit {
    /** It does not arrive. */
    FAILS,
    /** It is done, and nobody hears of it. */
    UNHEARD
  }

  private static final int LONG_MS = 3_000; // whoever is waited for has surely failed by then
  private static final int TOGETHER_MS = 120; // those that are not here then wait for a lock

  private final DataSource real;
  private final DataSource unreliable;
  private volatile Commit fate = Commit.FAILS;
  private final AtomicInteger commitsUntilFate = new AtomicInteger(); // below 1: all is well
  private volatile @Nullable Thread patient;
  private volatile CountDownLatch othersDone = new CountDownLatch(0);
  private volatile CountDownLatch meeting = new CountDownLatch(0);

  UnreliableConnections(DataSource real) {
    this.real = real;
    this.unreliable = proxy(DataSource.class, this::source);
  }

  DataSource source() {
    return unreliable;
  }

  /** The {@code count}th commit of the polling thread from now on. */
  void breakCommit(int count, Commit how) {
    fate = how;
    commitsUntilFate.set(count);
  }

  void mend() {
    commitsUntilFate.set(0);
    patient = null;
    meeting = new CountDownLatch(0);
  }

  /** The calling thread's next transaction begins when another thread's has ended. */
  void letAnotherGoFirst() {
    patient = Thread.currentThread();
    othersDone = new CountDownLatch(1);
  }

  /** So many transactions commit at the same time, as far as none of them waits for another. */
  void meetAtCommit(int count) {
    meeting = new CountDownLatch(count);
  }

  private @Nullable Object source(Object self, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (!method.getName().equals("getConnection")) return invoke(real, method, arguments);
    var isPatient = Thread.currentThread().equals(patient);
    if (isPatient) {
      waitFor(othersDone, LONG_MS);
      patient = null;
    }
    var connection = real.getConnection();
    var breaks = !Thread.currentThread().isVirtual(); // those that judge are
    return proxy(
        Connection.class, (_, called, args) -> onConnection(connection, called, args, breaks));
  }

  private @Nullable Object onConnection(
      Connection connection, Method method, Object @Nullable [] arguments, boolean breaks)
      throws Throwable {
    if (method.getName().equals("commit")) return commit(connection, breaks);
    if (method.getName().equals("close")) othersDone.countDown();
    return invoke(connection, method, arguments);
  }

  private @Nullable Object commit(Connection connection, boolean breaks) throws SQLException {
    meeting.countDown();
    waitFor(meeting, TOGETHER_MS);
    if (!breaks || commitsUntilFate.getAndDecrement() != 1) {
      connection.commit();
      return null;
    }
    if (fate == Commit.UNHEARD) connection.commit();
    throw new SQLException("the connection broke at its commit, as the script says", "08006");
  }

  private static void waitFor(CountDownLatch latch, int millis) {
    try {
      latch.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static @Nullable Object invoke(
      Object target, Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    var loader = UnreliableConnections.class.getClassLoader();
    return type.cast(Proxy.newProxyInstance(loader, new Class<?>[] {type}, handler));
  }
}
