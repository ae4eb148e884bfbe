package dev.starkeeper.trace;

import java.util.function.Supplier;

/**
 * A piece of work of this thread, until it is closed. What is begun meanwhile is a part of it. It
 * has an id and a count or two, never a secret, nor what a user is called or wrote.
 */
public sealed interface TraceScope extends AutoCloseable permits ToldScope, UntoldScope {
  TraceScope with(String name, String value);

  TraceScope with(String name, long value);

  /** It went wrong, in a way of few, never in the words of a failure: they may hold anything. */
  void failed(String kind);

  /** Does {@code work} and closes this; what is thrown is a failure of it. */
  <T> T during(Supplier<T> work);

  /** As {@link #during}, for work without a result. */
  default void run(Runnable work) {
    during(() -> {
      work.run();
      return true;
    });
  }

  @Override
  void close();
}
