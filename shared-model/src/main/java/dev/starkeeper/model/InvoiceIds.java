package dev.starkeeper.model;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/** Where invoice ids come from. */
@FunctionalInterface
public interface InvoiceIds {
  InvoiceId next();

  /**
   * UUIDv7 (RFC 9562 §5.7): milliseconds, then 74 random bits. Rows made together lie together in
   * the index, and a link's payload tells nobody the next one.
   */
  static InvoiceIds timeOrdered(InstantSource clock) {
    var random = new SecureRandom();
    return () -> {
      var high = (clock.millis() << 16) | 0x7000 | random.nextInt(1 << 12);
      var low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
      return new InvoiceId(new UUID(high, low));
    };
  }
}
