package dev.starkeeper.bench.world;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Many users who do the same again and again, and what came of it. */
public final class Crowd {
  private static final long TICK_MILLIS = 5;

  private final Caller caller;

  Crowd(Caller caller) {
    this.caller = caller;
  }

  /** What was done within some time. */
  public record Done(Samples samples, Duration time) {
    public double perSecond() {
      return samples.count() / (time.toNanos() / 1e9);
    }
  }

  /**
   * Closed loop: each user begins again as soon as he is through. What is under way at the end is
   * waited for, and not counted.
   */
  public Future<Done> keepAt(int users, Duration time, Supplier<Future<?>> what) {
    var promise = Promise.<Done>promise();
    caller.context().runOnContext(_ -> new Loop(users, time, what, promise).start());
    return promise.future();
  }

  private static final class Loop {
    private final Supplier<Future<?>> what;
    private final Promise<Done> done;
    private final Samples samples = new Samples();
    private final Duration time;
    private final long end = System.nanoTime();
    private int active;

    Loop(int users, Duration time, Supplier<Future<?>> what, Promise<Done> done) {
      this.active = users;
      this.time = time;
      this.what = what;
      this.done = done;
    }

    void start() {
      var users = active;
      for (var i = 0; i < users; i++) begin();
    }

    private void begin() {
      var began = System.nanoTime();
      what.get()
          .onComplete(result -> {
            var now = System.nanoTime();
            var isOver = now - end > time.toNanos();
            if (!isOver && result.succeeded()) samples.add(now - began);
            if (result.failed()) samples.failed(result.cause());
            if (!isOver) begin();
            else if (--active == 0) done.complete(new Done(samples, time));
          });
    }
  }

  /** Open loop: so many begin in each second, whether those before are through or not. */
  public Future<Done> arrive(int aSecond, Duration time, Supplier<Future<Long>> what) {
    var promise = Promise.<Done>promise();
    var samples = new Samples();
    var began = System.nanoTime();
    var all = (int) (aSecond * time.toMillis() / 1000);
    caller
        .context()
        .runOnContext(_ -> {
          var state = new int[2]; // how many have begun, and ended
          caller
              .context()
              .owner()
              .setPeriodic(
                  TICK_MILLIS,
                  timer -> {
                    var due = Math.min(all, (System.nanoTime() - began) / 1e9 * aSecond);
                    for (; state[0] < due; state[0]++) {
                      what.get()
                          .onComplete(result -> {
                            if (result.succeeded()) samples.add(result.result());
                            else samples.failed(result.cause());
                            if (++state[1] == all) promise.complete(new Done(samples, time));
                          });
                    }
                    if (state[0] >= all) caller.context().owner().cancelTimer(timer);
                  });
        });
    return promise.future();
  }

  /** Does it so many times, some of them at once; fails if one does. */
  public <T> Future<List<T>> each(int atOnce, int times, Supplier<Future<T>> what) {
    var promise = Promise.<List<T>>promise();
    var results = new ArrayList<T>(times);
    caller
        .context()
        .runOnContext(_ -> {
          var left = new int[] {times};
          for (var i = 0; i < Math.min(atOnce, times); i++)
            next(left, times, results, what, promise);
        });
    return promise.future();
  }

  private static <T> void next(
      int[] left, int times, List<T> results, Supplier<Future<T>> what, Promise<List<T>> done) {
    if (left[0]-- <= 0) return;
    what.get()
        .onComplete(result -> {
          if (result.failed()) {
            done.tryFail(result.cause());
            return;
          }
          results.add(result.result());
          if (results.size() == times) done.tryComplete(results);
          else next(left, times, results, what, done);
        });
  }
}
