package dev.starkeeper.sandbox.stars;

import java.util.ArrayList;
import java.util.List;

/** Things in the order they happened. Its owner guards it. */
final class Log<T> {
  private final List<T> entries = new ArrayList<>();

  void add(T entry) {
    entries.add(entry);
  }

  /** Makes {@code entry} number {@code index}; what was there and later moves on by one. */
  void insert(int index, T entry) {
    entries.add(index, entry);
  }

  T remove(int index) {
    return entries.remove(index);
  }

  T get(int index) {
    return entries.get(index);
  }

  void set(int index, T entry) {
    entries.set(index, entry);
  }

  int size() {
    return entries.size();
  }

  /** At most {@code limit} of them, the newest first. */
  List<T> newest(int limit) {
    var from = Math.max(0, entries.size() - limit);
    return List.copyOf(entries.subList(from, entries.size()).reversed());
  }

  /** At most {@code limit} of them from number {@code offset} on, the oldest first. */
  List<T> page(int offset, int limit) {
    var from = Math.min(offset, entries.size());
    return List.copyOf(entries.subList(from, Math.min(from + limit, entries.size())));
  }
}
