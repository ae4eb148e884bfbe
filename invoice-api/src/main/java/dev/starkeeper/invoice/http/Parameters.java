package dev.starkeeper.invoice.http;

import dev.starkeeper.invoice.caller.Caller;
import dev.starkeeper.invoice.json.JsonFields;
import dev.starkeeper.sale.IdempotencyKey;
import java.time.Duration;

/** What calls of several kinds take, in the same form and with the same limits. */
final class Parameters {
  private static final int LONGEST_WAIT_SECONDS = 30; // proxies cut idle answers off after 60
  private static final int ORDINARY_PAGE = 20;
  private static final int LONGEST_PAGE = 100; // some 50 KB of JSON
  private static final int LONGEST_REASON = 500;

  private Parameters() {}

  /** {@code wait}: how long an answer may take that is not there yet. */
  static Duration patience(Call call) {
    return call.query("wait").map(Parameters::seconds).orElse(Duration.ZERO);
  }

  private static Duration seconds(String text) {
    if (text.matches("[0-9]{1,2}")) {
      var seconds = Integer.parseInt(text);
      if (seconds <= LONGEST_WAIT_SECONDS) return Duration.ofSeconds(seconds);
    }
    throw new Refusal(
        Problem.invalidRequest("wait is not a whole number from 0 to " + LONGEST_WAIT_SECONDS));
  }

  /** {@code limit}: how many a page has. */
  static int limit(Call call) {
    return call.query("limit").map(Parameters::limit).orElse(ORDINARY_PAGE);
  }

  private static int limit(String text) {
    if (text.matches("[1-9][0-9]{0,2}")) {
      var limit = Integer.parseInt(text);
      if (limit <= LONGEST_PAGE) return limit;
    }
    throw new Refusal(
        Problem.invalidRequest("limit is not a whole number from 1 to " + LONGEST_PAGE));
  }

  /** The header {@code Idempotency-Key}. */
  static IdempotencyKey idempotencyKey(Call call, Caller caller) {
    return call.header("Idempotency-Key")
        .map(header -> key(header, caller))
        .orElse(IdempotencyKey.NONE);
  }

  private static IdempotencyKey key(String header, Caller caller) {
    try {
      if (!header.isEmpty()) return new IdempotencyKey(caller.name(), header);
    } catch (IllegalArgumentException e) {
      // Told below, in the same words as an empty one.
    }
    throw new Refusal(
        Problem.invalidRequest("Idempotency-Key is not 1 to 255 printable ASCII characters"));
  }

  /** {@code reason}: the merchant's own words. */
  static String reason(JsonFields body) {
    return words(body, "reason", LONGEST_REASON);
  }

  /** What is written for people, and kept as it is. */
  static String words(JsonFields body, String name, int most) {
    var words = body.text(name);
    if (words.isBlank() || words.codePointCount(0, words.length()) > most) {
      throw new IllegalArgumentException(name + " is not 1 to " + most + " characters");
    }
    if (words.indexOf('\0') >= 0) throw new IllegalArgumentException(name + " holds a NUL");
    return words;
  }
}
