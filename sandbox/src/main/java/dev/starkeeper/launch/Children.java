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
  // Where each writes a cache when it ends: many seconds of work on a busy machine.
  private static final Duration TO_WRITE = Duration.ofMinutes(2);

  private final InstantSource clock;
  private final Duration patience;
  private final List<Supplier<Child>> children = new ArrayList<>();

  Children(InstantSource clock, Products products) {
    this.clock = clock;
    this.patience = products.caches().isPresent() ? TO_WRITE : PATIENCE;
  }

  /** Whatever {@code child} gives at the end is what is stopped: it may have been replaced. */
  void add(Supplier<Child> child) {
    children.add(child);
  }

  /** All at once. */
  @Override
  public void close() {
    var all = children.stream().map(Supplier::get).toList();
    var deadline = clock.instant().plus(patience);
    all.forEach(Child::askToStop);
    all.forEach(child -> child.endBy(deadline, clock.instant()));
  }
}
