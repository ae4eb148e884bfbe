package dev.starkeeper.sale;

import dev.starkeeper.store.IdempotencyStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A caller's own name for one request, so that he may send it again; or {@link #NONE}.
 *
 * @param caller who he is, such as {@code customer:42} or {@code server:shop}
 */
public record IdempotencyKey(String caller, String value) {
  private static final Pattern FORM = Pattern.compile("[\\x20-\\x7e]{0,255}");

  public static final IdempotencyKey NONE = new IdempotencyKey("", "");

  public IdempotencyKey {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not 1 to 255 printable ASCII characters");
    }
  }

  public boolean isNone() {
    return value.isEmpty();
  }

  /**
   * As it is stored.
   *
   * @param request everything that was asked: equal hashes mean the same request
   */
  public IdempotencyStore.Key storedFor(String request) {
    return new IdempotencyStore.Key(caller, value, sha256(request));
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
