package dev.starkeeper.bot.lead;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A bot's place in a worker: its poller runs, has ended, or is about to. One thread uses it. */
final class Seat {
  private final Function<Leadership, Poller> poll;
  private final Lease lease = new Lease();
  private @Nullable Poller poller;
  private @Nullable Thread leaving;

  /** {@code poll} starts a poller. */
  Seat(Function<Leadership, Poller> poll) {
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
    leaving = Thread.ofVirtual().name("stop-polling").start(ending::close);
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
