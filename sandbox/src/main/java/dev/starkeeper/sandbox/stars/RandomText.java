package dev.starkeeper.sandbox.stars;

import java.util.Base64;
import java.util.random.RandomGenerator;

/** Names in the base64url alphabet, as hard to guess as their source. Its owner guards it. */
record RandomText(RandomGenerator random) {

  String base64(int bytes) {
    var chosen = new byte[bytes];
    random.nextBytes(chosen);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(chosen);
  }

  /** A positive number of 63 bits, in decimal, as Telegram names its queries. */
  String number() {
    return Long.toString(random.nextLong(1, Long.MAX_VALUE));
  }
}
