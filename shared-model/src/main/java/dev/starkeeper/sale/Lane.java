package dev.starkeeper.sale;

import dev.starkeeper.db.DatabaseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Does together what several callers want at the same moment: whoever comes while others are being
 * served waits, and is served with all who came meanwhile. Somebody alone waits for nobody. Each
 * caller waits for his own, so no more wait here than there are callers.
 */
final class Lane<A, R> {
  private static final int MOST_TOGETHER = 100;
  private static final int ABREAST = 2; // while one commits, the next is at it
  private static final Duration PATIENCE = Duration.ofSeconds(8); // of one who waits

  /** One caller. */
  private static final class Waiting<A, R> {
    private final A what;
    private final CompletableFuture<R> result = new CompletableFuture<>();
    private volatile boolean isTaken;

    private Waiting(A what) {
      this.what = what;
    }
  }

  private final Function<List<A>, List<R>> work;
  private final Duration patience;
  private final Queue<Waiting<A, R>> waiting = new ConcurrentLinkedQueue<>();
  private final Semaphore places = new Semaphore(ABREAST);

  /**
   * @param work returns one result for each, in their sequence, or throws and has done nothing; it
   *     is asked for each alone then, so that nobody fails by another's fault
   */
  Lane(Function<List<A>, List<R>> work) {
    this(work, PATIENCE);
  }

  /** With another patience. */
  Lane(Function<List<A>, List<R>> work, Duration patience) {
    this.work = work;
    this.patience = patience;
  }

  /**
   * Returns what {@code work} did of this, or throws what it threw.
   *
   * @throws StuckException if it is not done in time; it may be done nevertheless
   */
  R run(A what) {
    var mine = new Waiting<A, R>(what);
    waiting.add(mine);
    var hasServed = false;
    // Not until it is done: whom another one serves would take the free place again and again, and
    // on a single processor that other one would never come to an end.
    while (!mine.isTaken && places.tryAcquire()) {
      serve();
      hasServed = true;
    }
    // Whoever found no place free relies on it that those who leave one look again.
    if (hasServed && !waiting.isEmpty()) Thread.startVirtualThread(this::serveAll);
    return await(mine.result);
  }

  /** How many have not been taken yet. */
  int waiting() {
    return waiting.size();
  }

  private void serveAll() {
    while (!waiting.isEmpty() && places.tryAcquire()) serve();
  }

  private void serve() {
    try {
      var together = new ArrayList<Waiting<A, R>>();
      for (var next = waiting.poll(); next != null; next = waiting.poll()) {
        next.isTaken = true;
        if (!next.result.isDone()) together.add(next); // or he has given up
        if (together.size() == MOST_TOGETHER) break;
      }
      if (!together.isEmpty()) serve(together);
    } finally {
      places.release();
    }
  }

  private void serve(List<Waiting<A, R>> together) {
    try {
      var results = work.apply(together.stream().map(one -> one.what).toList());
      for (var i = 0; i < together.size(); i++) together.get(i).result.complete(results.get(i));
    } catch (RuntimeException e) { // Whatever it is, it is those callers' to deal with.
      if (together.size() == 1 || concernsAll(e)) {
        together.forEach(one -> one.result.completeExceptionally(e));
      } else {
        for (var one : together) if (!one.result.isDone()) serve(List.of(one));
      }
    }
  }

  private static boolean concernsAll(RuntimeException e) {
    return e instanceof DatabaseException.Unavailable away && !away.isOnlyALock();
  }

  private R await(CompletableFuture<R> result) {
    try {
      return result.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) throw failure;
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      result.cancel(false);
      throw new StuckException(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      result.cancel(false);
      throw new IllegalStateException("asked to stop", e);
    }
  }

  /** So many are served that somebody's turn has not come in time. */
  static final class StuckException extends RuntimeException {
    private StuckException(Duration patience) {
      super("not done within " + patience);
    }
  }
}
