package dev.starkeeper.telegram;

import java.time.Duration;

/** The Bot API did not do what we asked. Messages never hold the token. */
public abstract sealed class TelegramException extends RuntimeException {
  private TelegramException(String message) {
    super(message);
  }

  /** No usable answer came: it may or may not have happened. Asking again is safe. */
  public static final class Unreachable extends TelegramException {
    public Unreachable(String method, String what) {
      super(method + ": " + what);
    }
  }

  /** It answered {@code ok: false}. Asking again the same way is pointless. */
  public static final class Refused extends TelegramException {
    private final int code;
    private final String description;

    public Refused(String method, int code, String description) {
      super(method + ": " + code + " " + description);
      this.code = code;
      this.description = description;
    }

    /** The Bot API's {@code error_code}, such as 400, 401, 403 or 409. */
    public int code() {
      return code;
    }

    /** The Bot API's own words. */
    public String description() {
      return description;
    }
  }

  /** It wants us to slow down. */
  public static final class TooManyRequests extends TelegramException {
    private final Duration retryAfter;

    public TooManyRequests(String method, Duration retryAfter) {
      super(method + ": 429, again in " + retryAfter);
      this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
      return retryAfter;
    }
  }
}
