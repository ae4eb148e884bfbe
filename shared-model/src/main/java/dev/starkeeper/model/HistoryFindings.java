package dev.starkeeper.model;

import java.time.Instant;

/**
 * What came of reading Telegram's history.
 *
 * @param payments that no update had told of before
 * @param refunds likewise
 * @param imported charges from before our time
 * @param lastAt when the last payment or refund was recovered; {@link #NEVER} if none was
 * @param restarts how often the list was not the one we had copied
 * @param rejected lines that a person must look at
 */
public record HistoryFindings(
    long payments, long refunds, long imported, Instant lastAt, int restarts, long rejected) {
  public static final Instant NEVER = Instant.MIN;

  public static final HistoryFindings NONE = new HistoryFindings(0, 0, 0, NEVER, 0, 0);
}
