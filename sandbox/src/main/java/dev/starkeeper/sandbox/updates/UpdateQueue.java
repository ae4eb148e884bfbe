package dev.starkeeper.sandbox.updates;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/** The updates of one bot that are not confirmed yet. Its owner guards it. */
final class UpdateQueue {
  private static final int MAX_EVENTS = 100_000; // Telegram's; what comes on top is lost
  private static final int MAX_BODY = 1 << 22; // Telegram's bound on one answer's updates
  private static final int PER_UPDATE = 50; // what Telegram counts for the rest of each update
  private static final int FIRST_ID_FROM = 2_000_001;
  private static final int FIRST_ID_TO = 1_000_000_000;
  private static final int AHEAD = 10; // an offset further past the end is ignored

  private final TreeMap<Integer, Event> events = new TreeMap<>();
  private int nextId;
  private int confirmedOffset;

  private record Event(String json, Instant expiresAt) {}

  /** The first id comes from {@code random}. */
  UpdateQueue(RandomGenerator random) {
    nextId = random.nextInt(FIRST_ID_FROM, FIRST_ID_TO + 1);
  }

  /** The id the next update gets. */
  int nextId() {
    return nextId;
  }

  /** Lets the next update have {@code id}, unless an update with this or a later id waits. */
  void continueAt(int id) {
    if (events.isEmpty() || id > nextId) nextId = id;
  }

  /**
   * Returns the id, or nothing when the queue is full. What came and expired in the past, while the
   * clock was advanced, had an id as well.
   */
  OptionalInt add(IntFunction<String> jsonOfId, Instant expiresAt, Instant now) {
    if (expiresAt.isBefore(now)) return OptionalInt.of(nextId++);
    if (events.size() >= MAX_EVENTS) dropExpiredFromHead(now);
    if (events.size() >= MAX_EVENTS) return OptionalInt.empty();
    var id = nextId++;
    events.put(id, new Event(jsonOfId.apply(id), expiresAt));
    return OptionalInt.of(id);
  }

  /** Confirms what {@code offset} confirms, and returns what comes from there on. */
  List<String> read(int offset, int limit, Instant now) {
    var from = effective(offset);
    events.headMap(from, false).clear();
    var found = new ArrayList<String>();
    var left = MAX_BODY;
    var waiting = events.tailMap(from, true).values().iterator();
    while (found.size() < limit && waiting.hasNext()) {
      var event = waiting.next();
      if (event.expiresAt().isBefore(now)) {
        waiting.remove();
        continue;
      }
      left -= PER_UPDATE + event.json().length();
      if (left <= 0) break;
      found.add(event.json());
    }
    return found;
  }

  private int effective(int offset) {
    var head = head();
    if (offset == 0) return head;
    if (offset < 0) return Math.max(head, nextId + offset);
    if (offset > nextId + AHEAD || offset < head - MAX_EVENTS) return head;
    confirmedOffset = offset;
    return offset;
  }

  private int head() {
    return events.isEmpty() ? nextId : events.firstKey();
  }

  private void dropExpiredFromHead(Instant now) {
    while (!events.isEmpty() && events.firstEntry().getValue().expiresAt().isBefore(now)) {
      events.pollFirstEntry();
    }
  }

  /** Time has made a leap: most of what waits may be too old by now. */
  void dropExpired(Instant now) {
    events.values().removeIf(event -> event.expiresAt().isBefore(now));
  }

  void clear() {
    events.clear();
  }

  int size() {
    return events.size();
  }

  /** The last positive offset that was accepted, or 0. */
  int confirmedOffset() {
    return confirmedOffset;
  }
}
