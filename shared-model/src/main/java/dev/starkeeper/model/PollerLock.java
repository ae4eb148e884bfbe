package dev.starkeeper.model;

/**
 * The advisory locks by which workers share the polling of bots. A lock's key is a letter for what
 * it is of, and 56 bits.
 */
public enum PollerLock {
  /** Held by the worker that polls the bot; the bits are the bot's id. */
  BOT('B'),
  /** Shared by the workers that serve the same bots; the bits are a hash of these. */
  WORKER('W');

  private static final int BITS = 56;

  private final char letter;

  PollerLock(char letter) {
    this.letter = letter;
  }

  /** The highest eight bits of its keys. */
  public int firstByte() {
    return letter;
  }

  /** {@code bits} are not negative, and no more than 56. */
  public long key(long bits) {
    if (bits >>> BITS != 0) throw new IllegalArgumentException("more than 56 bits: " + bits);
    return (long) letter << BITS | bits;
  }

  /** What {@link #key} was made of. */
  public static long bits(long key) {
    return key & ((1L << BITS) - 1);
  }
}
