package dev.starkeeper.model;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/**
 * UUIDv7 (RFC 9562 §5.7): milliseconds, then 74 random bits. Rows made together lie together in the
 * index, and one tells nobody the next.
 */
public final class TimeOrderedIds {
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  public TimeOrderedIds(InstantSource clock) {
    this.clock = clock;
  }

  public UUID next() {
    var high = (clock.millis() << 16) | 0x7000 | random.nextInt(1 << 12);
    var low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
