package dev.starkeeper.sandbox.updates;

import java.util.List;

/** What comes of one {@code getUpdates}. */
public sealed interface PollResult {

  /** Each update as JSON text. */
  record Updates(List<String> json) implements PollResult {}

  /** Refused with 409, in these words. */
  record Conflict(String description) implements PollResult {}
}
