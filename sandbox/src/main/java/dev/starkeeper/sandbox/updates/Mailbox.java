package dev.starkeeper.sandbox.updates;

import dev.starkeeper.sandbox.watch.Happening;
import dev.starkeeper.sandbox.watch.Watch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Where updates wait for the bot, and where its pollers wait for updates. */
public final class Mailbox {
  /** The largest update id; Telegram goes no further either. */
  public static final int MAX_UPDATE_ID = 2_000_000_000;

  private static final String WEBHOOK_IS_ACTIVE =
      "Conflict: can't use getUpdates method while webhook is active; "
          + "use deleteWebhook to delete the webhook first";
  private static final String OTHER_POLLER =
      "Conflict: terminated by other getUpdates request; "
          + "make sure that only one bot instance is running";
  private static final String WEBHOOK_SET = "Conflict: terminated by setWebhook request";

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final UpdateQueue queue;
  private final InstantSource clock;
  private final PollPacing pacing;
  private final Watch watch;
  private AllowedUpdates allowed = AllowedUpdates.BY_DEFAULT;
  private Webhook webhook = Webhook.NONE;
  private @Nullable Waiter waiter;
  private boolean closed;

  /** The one poll that waits; whoever takes its place says why. */
  private static final class Waiter {
    private @Nullable String replacedBecause;
  }

  /** The first update's id comes from {@code random}. */
  public Mailbox(InstantSource clock, Duration pollPacing, RandomGenerator random, Watch watch) {
    this.watch = watch;
    this.clock = clock;
    this.pacing = new PollPacing(pollPacing);
    this.queue = new UpdateQueue(random);
  }

  /** Queues an update that came at {@code at}, if the bot asked for its kind; returns its id. */
  public OptionalInt deliver(UpdateKind kind, Instant at, IntFunction<String> jsonOfId) {
    lock.lock();
    try {
      if (!allowed.kinds().contains(kind)) return OptionalInt.empty();
      return add(jsonOfId, kind, at);
    } finally {
      lock.unlock();
    }
  }

  /** Queues whatever it is given, asked for or not. A wanted id counts as far as it can. */
  public OptionalInt push(UpdateKind kind, OptionalInt wantedId, IntFunction<String> jsonOfId) {
    lock.lock();
    try {
      wantedId.ifPresent(queue::continueAt);
      return add(jsonOfId, kind, now());
    } finally {
      lock.unlock();
    }
  }

  private OptionalInt add(IntFunction<String> jsonOfId, UpdateKind kind, Instant at) {
    var id = queue.add(number -> watched(jsonOfId.apply(number)), at.plus(kind.retention()), now());
    changed.signalAll();
    return id;
  }

  private String watched(String update) {
    watch.add(new Happening.Queued(update));
    return update;
  }

  /** Drops what is too old, wherever it stands in the queue. */
  public void dropExpired() {
    lock.lock();
    try {
      queue.dropExpired(now());
    } finally {
      lock.unlock();
    }
  }

  /** Blocks as long as {@code request} says, or until there is something to return. */
  public PollResult poll(GetUpdates request) throws InterruptedException {
    lock.lock();
    try {
      if (webhook.isSet()) return conflict(WEBHOOK_IS_ACTIVE);
      request.allowed().ifPresent(wanted -> allowed = wanted);
      var paced = pacing.paced(request);
      var ready = queue.read(paced.offset(), paced.limit(), now());
      if (!ready.isEmpty() || paced.timeout().isZero()) return new PollResult.Updates(ready);
      return waitFor(paced);
    } finally {
      lock.unlock();
    }
  }

  private PollResult waitFor(GetUpdates request) throws InterruptedException {
    var me = new Waiter();
    replaceWaiter(OTHER_POLLER, me);
    var left = request.timeout().toNanos();
    List<String> ready = List.of();
    while (me.replacedBecause == null && !closed && ready.isEmpty() && left > 0) {
      left = changed.awaitNanos(left);
      if (me.replacedBecause == null) ready = queue.read(request.offset(), request.limit(), now());
    }
    if (me.replacedBecause != null) return conflict(me.replacedBecause);
    waiter = null;
    return new PollResult.Updates(ready);
  }

  private void replaceWaiter(String because, @Nullable Waiter next) {
    if (waiter != null) waiter.replacedBecause = because;
    waiter = next;
    changed.signalAll();
  }

  private PollResult conflict(String description) throws InterruptedException {
    var left = pacing.conflictDelayNanos();
    while (left > 0 && !closed) left = changed.awaitNanos(left);
    return new PollResult.Conflict(description);
  }

  /** Returns the webhook that was there. A new one ends the waiting poll. */
  public Webhook setWebhook(
      Webhook next, Optional<AllowedUpdates> wanted, boolean dropPendingUpdates) {
    lock.lock();
    try {
      var previous = webhook;
      if (next.isSet()) replaceWaiter(WEBHOOK_SET, null);
      if (dropPendingUpdates) queue.clear();
      wanted.ifPresent(kinds -> allowed = kinds);
      webhook = next;
      return previous;
    } finally {
      lock.unlock();
    }
  }

  public MailboxState state() {
    lock.lock();
    try {
      return new MailboxState(
          queue.size(), queue.confirmedOffset(), waiter != null, allowed, webhook);
    } finally {
      lock.unlock();
    }
  }

  /** Lets everyone who waits go with nothing; nobody waits here again. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private Instant now() {
    return clock.instant();
  }
}
