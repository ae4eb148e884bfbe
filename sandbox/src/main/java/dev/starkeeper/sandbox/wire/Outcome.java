package dev.starkeeper.sandbox.wire;

/** What becomes of a request's connection. */
public sealed interface Outcome permits Reply, Outcome.Cut {

  /** Nothing is said; the connection ends in the middle of the exchange. */
  record Cut() implements Outcome {}
}
