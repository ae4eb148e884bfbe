package dev.starkeeper.bot;

import dev.starkeeper.db.ConfigurationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What makes it impossible for the process to run on: it stops then as if it were asked to. */
final class Breakdown implements Consumer<Throwable> {
  private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();
  private final CountDownLatch askedToStop;

  Breakdown(CountDownLatch askedToStop) {
    this.askedToStop = askedToStop;
  }

  @Override
  public void accept(Throwable fault) {
    first.compareAndSet(null, fault);
    askedToStop.countDown();
  }

  /** Throws what was first, if anything was. */
  void check() {
    switch (first.get()) {
      case null -> {}
      case ConfigurationException unusable -> throw unusable;
      case Throwable broken -> throw new IllegalStateException("cannot run on", broken);
    }
  }
}
