package dev.starkeeper.launch;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The processes that must be gone before we are. */
final class Children implements AutoCloseable {
  // They drain within ten seconds, mostly at once. Ours are ten in all, and the database follows.
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final InstantSource clock;
  private final List<Supplier<Child>> children = new ArrayList<>();

  Children(InstantSource clock) {
    this.clock = clock;
  }

  /** Whatever {@code child} gives at the end is what is stopped: it may have been replaced. */
  void add(Supplier<Child> child) {
    children.add(child);
  }

  /** All at once. */
  @Override
  public void close() {
    var all = children.stream().map(Supplier::get).toList();
    var deadline = clock.instant().plus(PATIENCE);
    all.forEach(Child::askToStop);
    all.forEach(child -> child.endBy(deadline, clock.instant()));
  }
}
