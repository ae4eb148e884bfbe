package dev.starkeeper.sandbox.watch;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest happenings of one bot, numbered, for those who ask what is new.
 *
 * <p>When nobody asks, a happening costs one entry in a ring and nothing is put into words.
 */
public final class Watch {
  private static final int KEPT = 500; // some 2 kB each, and a bench has fifty bots

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private final String name = UUID.randomUUID().toString().substring(0, 8);
  private final InstantSource clock;
  private long last;
  private int waiting;
  private boolean closed;

  public Watch(InstantSource clock) {
    this.clock = clock;
  }

  private record Entry(long number, Instant at, Happening happening) {
    JsonObject toJson() {
      var json = new JsonObject();
      json.addProperty("number", number);
      json.addProperty("at", at.toString());
      happening.addTo(json);
      return json;
    }
  }

  private record Found(List<Entry> entries, long last) {}

  /**
   * What happened after a cursor; {@code restarted} when the cursor is none of this watch, so that
   * all that is kept came back; {@code missed} of them were not kept any more.
   */
  public record News(String cursor, boolean restarted, long missed, List<JsonObject> happenings) {}

  public void add(Happening happening) {
    var at = clock.instant();
    lock.lock();
    try {
      if (closed) return; // nobody asks a bot any more that was started anew
      entries.addLast(new Entry(++last, at, happening));
      if (entries.size() > KEPT) entries.removeFirst();
      if (waiting > 0) changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits at most that long until there is something new, the oldest of it first. */
  public News after(String cursor, Duration wait) throws InterruptedException {
    var isOurs = cursor.startsWith(name + "-");
    var from = isOurs ? number(cursor) : 0;
    var found = find(from, isOurs ? wait : Duration.ZERO);
    var fresh = found.entries();
    var missed = isOurs && !fresh.isEmpty() ? fresh.getFirst().number() - from - 1 : 0;
    // Put into words without the lock, for which the bot's calls would wait.
    var happenings = fresh.stream().map(Entry::toJson).toList();
    return new News(name + "-" + found.last(), !isOurs, missed, happenings);
  }

  private Found find(long from, Duration wait) throws InterruptedException {
    lock.lock();
    try {
      await(from, wait);
      return new Found(entries.stream().filter(entry -> entry.number() > from).toList(), last);
    } finally {
      lock.unlock();
    }
  }

  private void await(long from, Duration wait) throws InterruptedException {
    var left = wait.toNanos();
    waiting++;
    try {
      while (last <= from && !closed && left > 0) left = changed.awaitNanos(left);
    } finally {
      waiting--;
    }
  }

  private long number(String cursor) {
    var digits = cursor.substring(name.length() + 1);
    return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : 0;
  }

  /** Lets everyone go who waits. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
