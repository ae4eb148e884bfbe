package dev.starkeeper.bot.history;

/** A process that stops does not wait for the end of a long history. */
final class Stopping {
  private Stopping() {}

  /** Between two pieces of work: what is done stays, and another run goes on from there. */
  static void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException("asked to stop");
    }
  }
}
