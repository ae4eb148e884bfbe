package dev.starkeeper.invoice.sale;

import java.util.regex.Pattern;

/** A caller's own name for one request, so that he may send it again; or {@link #NONE}. */
public record IdempotencyKey(String value) {
  private static final Pattern FORM = Pattern.compile("[\\x20-\\x7e]{0,255}");

  public static final IdempotencyKey NONE = new IdempotencyKey("");

  public IdempotencyKey {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not 1 to 255 printable ASCII characters");
    }
  }

  boolean isNone() {
    return value.isEmpty();
  }
}
