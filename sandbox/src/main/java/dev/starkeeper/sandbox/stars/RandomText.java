package dev.starkeeper.sandbox.stars;

import java.security.SecureRandom;
import java.util.Base64;

/** Names nobody can guess, in the base64url alphabet. */
final class RandomText {
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomText() {}

  static String base64(int bytes) {
    var random = new byte[bytes];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** A positive number of 63 bits, in decimal, as Telegram names its queries. */
  static String number() {
    return Long.toString(RANDOM.nextLong(1, Long.MAX_VALUE));
  }
}
