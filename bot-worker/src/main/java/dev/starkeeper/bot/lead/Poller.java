package dev.starkeeper.bot.lead;

/** Polls a bot until it is closed. */
public interface Poller extends AutoCloseable {
  /** Returns when nothing is done any more; what was under way is at its end then. */
  @Override
  void close();
}
