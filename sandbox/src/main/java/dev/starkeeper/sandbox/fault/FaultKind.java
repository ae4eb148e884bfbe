package dev.starkeeper.sandbox.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The ways in which a call can go wrong. */
public enum FaultKind {
  /** It is done, then the connection is cut. */
  LOSE_ANSWER,
  /** The connection is cut and nothing is done. */
  LOSE_REQUEST,
  /** It is done, but later. */
  DELAY,
  /** 429 with a wait; nothing is done. */
  TOO_MANY_REQUESTS,
  /** A 5xx in Telegram's own form; nothing is done. */
  SERVER_ERROR,
  /** A gateway's error page; nothing is done. */
  HTML,
  /** An answer without a body; nothing is done. */
  EMPTY,
  /** An answer that is no JSON; nothing is done. */
  GARBAGE,
  /** Each update of a batch comes twice in it. */
  DUPLICATE_UPDATES,
  /** The updates of a batch come in another order. */
  REORDER_UPDATES;

  public String fieldName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<FaultKind> named(String name) {
    return Arrays.stream(values()).filter(kind -> kind.fieldName().equals(name)).findFirst();
  }

  /** Whether it changes what {@code getUpdates} returns, and nothing else. */
  public boolean isOfUpdates() {
    return this == DUPLICATE_UPDATES || this == REORDER_UPDATES;
  }
}
