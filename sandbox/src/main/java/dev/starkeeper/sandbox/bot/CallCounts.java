package dev.starkeeper.sandbox.bot;

import java.util.Map;
import java.util.TreeMap;

/** How often each method was called, whatever came of it. */
public final class CallCounts {
  private final Map<String, Integer> byMethod = new TreeMap<>();

  public synchronized void count(String method) {
    byMethod.merge(method, 1, Integer::sum);
  }

  public synchronized Map<String, Integer> byMethod() {
    return new TreeMap<>(byMethod);
  }
}
