package dev.starkeeper.bench.seller;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process has used, as Linux counts it.
 *
 * @param processor of all its threads since it started
 * @param residentMegabytes what of its memory is in use now
 */
public record Usage(Duration processor, double residentMegabytes) {
  private static final long TICK_MILLIS = 10; // of /proc/*/stat: a hundred a second everywhere
  private static final int USER_TIME = 11; // the fields after the process's name
  private static final int SYSTEM_TIME = 12;

  static Usage of(long pid) {
    try {
      var process = Path.of("/proc", Long.toString(pid));
      var stat = Files.readString(process.resolve("stat"));
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      var ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
      try (var status = Files.lines(process.resolve("status"))) {
        var resident =
            status
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
        return new Usage(Duration.ofMillis(ticks * TICK_MILLIS), resident / 1024.0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Usage ofThisProcess() {
    return of(ProcessHandle.current().pid());
  }
}
