package dev.starkeeper.bench.world;

import java.util.Arrays;

/** How long things took, in nanoseconds, and how many failed. Not thread-safe. */
public final class Samples {
  private static final double NANOS_A_MILLISECOND = 1e6;

  private long[] nanos = new long[1 << 16];
  private int count;
  private int failed;
  private String lastFailure = "";
  private boolean isSorted;

  public void add(long value) {
    if (count == nanos.length) nanos = Arrays.copyOf(nanos, 2 * count);
    nanos[count++] = value;
    isSorted = false;
  }

  public void failed(Throwable why) {
    failed++;
    lastFailure = String.valueOf(why.getMessage());
  }

  public int count() {
    return count;
  }

  public int failed() {
    return failed;
  }

  /** Empty if none failed. */
  public String lastFailure() {
    return lastFailure;
  }

  /** In milliseconds; {@code share} of them took at most that. Not a number if there are none. */
  public double percentile(double share) {
    if (count == 0) return Double.NaN;
    if (!isSorted) Arrays.sort(nanos, 0, count);
    isSorted = true;
    var place = (int) Math.ceil(share * count) - 1;
    return nanos[Math.max(place, 0)] / NANOS_A_MILLISECOND;
  }
}
