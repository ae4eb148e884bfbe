package dev.starkeeper.db;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Consumer;

/**
 * What work takes on any machine.
 *
 * @param roundTrips to the database
 * @param bytes that all threads of this process allocated meanwhile, virtual ones too
 */
public record Cost(long roundTrips, long bytes) {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /**
   * The least of all times: whatever else goes on in the process, such as the first time of
   * anything or a pool that opens a connection, only adds.
   */
  public static <T> Cost least(RoundTrips trips, List<T> facts, Consumer<T> work) {
    var roundTrips = Long.MAX_VALUE;
    var bytes = Long.MAX_VALUE;
    for (var fact : facts) {
      var tripsBefore = trips.count();
      var bytesBefore = THREADS.getTotalThreadAllocatedBytes();
      work.accept(fact);
      bytes = Math.min(bytes, THREADS.getTotalThreadAllocatedBytes() - bytesBefore);
      roundTrips = Math.min(roundTrips, trips.count() - tripsBefore);
    }
    return new Cost(roundTrips, bytes);
  }
}
