package dev.starkeeper.sandbox.fault;

import java.time.Duration;

/**
 * One fault; {@code times} 0 means until the plan changes, and of a hundred calls that could meet
 * it {@code percent} do. Each kind uses what concerns it.
 */
public record Fault(
    FaultKind kind, int times, int percent, Duration delay, int retryAfter, int status) {
  /** What is certain to be met. */
  public static final int ALWAYS = 100;

  /** The same, with one time less to go. */
  Fault lessOnce() {
    return new Fault(kind, times - 1, percent, delay, retryAfter, status);
  }
}
