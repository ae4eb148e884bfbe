package dev.starkeeper.bot.lead;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A bot's place in a worker: its poller runs, has ended, or is about to. One thread uses it. */
final class Seat {
  private final Function<Leadership, AutoCloseable> poll;
  private final Lease lease = new Lease();
  private @Nullable AutoCloseable poller;
  private @Nullable Thread leaving;

  /** {@code poll} starts a poller, whose closing waits until nothing is done any more. */
  Seat(Function<Leadership, AutoCloseable> poll) {
    this.poll = poll;
  }

  Lease lease() {
    return lease;
  }

  boolean isPolling() {
    return poller != null && leaving == null;
  }

  boolean isLeaving() {
    return leaving != null;
  }

  boolean isEmpty() {
    return poller == null;
  }

  void poll() {
    if (poller == null) poller = poll.apply(lease);
  }

  /** Has the poller end, without waiting for it. */
  void leave() {
    var ending = poller;
    if (ending == null || leaving != null) return;
    leaving = Thread.ofVirtual().name("stop-polling").start(() -> end(ending));
  }

  private static void end(AutoCloseable poller) {
    try {
      poller.close();
    } catch (Exception e) {
      throw new IllegalStateException("a poller cannot be closed", e);
    }
  }

  /** True once after the poller has ended. */
  boolean hasLeft() {
    if (leaving == null || leaving.isAlive()) return false;
    leaving = null;
    poller = null;
    lease.lost();
    return true;
  }
}
