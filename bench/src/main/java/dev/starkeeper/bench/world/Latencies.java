package dev.starkeeper.bench.world;

import java.util.Map;

/**
 * How long a call of the Bot API takes, in milliseconds: half of it on the way there, half on the
 * way back.
 *
 * @param others of the methods that are not named
 */
public record Latencies(Map<String, Integer> named, int others) {
  /** No time but that of the stand-in itself. */
  public static final Latencies NONE = of(0);

  public static Latencies of(int milliseconds) {
    return new Latencies(Map.of(), milliseconds);
  }

  int of(String method) {
    return named.getOrDefault(method, others);
  }

  static int there(int whole) {
    return whole / 2;
  }

  static int back(int whole) {
    return whole - there(whole);
  }
}
