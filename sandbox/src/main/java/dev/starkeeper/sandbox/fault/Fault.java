package dev.starkeeper.sandbox.fault;

import java.time.Duration;

/** One fault; {@code times} 0 means until the plan changes. Each kind uses what concerns it. */
public record Fault(FaultKind kind, int times, Duration delay, int retryAfter, int status) {
  /** The same, with one time less to go. */
  Fault lessOnce() {
    return new Fault(kind, times - 1, delay, retryAfter, status);
  }
}
