package dev.starkeeper.launch;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What a child says: all of it in a file, the end of it at hand. */
public final class ChildLog implements Consumer<String>, AutoCloseable {
  private static final int LAST_LINES = 20;

  private final PrintWriter file;
  private final Deque<String> last = new ArrayDeque<>();

  private ChildLog(PrintWriter file) {
    this.file = file;
  }

  public static ChildLog in(Path path) {
    try {
      return new ChildLog(
          new PrintWriter(Files.newBufferedWriter(path, StandardCharsets.UTF_8), true));
    } catch (IOException e) {
      throw new LaunchFailure("cannot write " + path + ": " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized void accept(String line) {
    file.println(line);
    last.addLast(line);
    if (last.size() > LAST_LINES) last.removeFirst();
  }

  /** The last lines, each indented. */
  public synchronized String tail() {
    return "  " + String.join("\n  ", last);
  }

  @Override
  public synchronized void close() {
    file.close();
  }
}
