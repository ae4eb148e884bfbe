package dev.starkeeper.sale;

import java.time.Duration;

/**
 * What an invoice's making is bound by.
 *
 * @param invoiceTtl how long an unpaid invoice may be paid
 * @param perMinute how many one buyer may have made within a minute; 0 sets no limit
 */
public record MintPolicy(Duration invoiceTtl, int perMinute) {
  boolean isLimited() {
    return perMinute > 0;
  }

  boolean allows(int madeWithinAMinute) {
    return !isLimited() || madeWithinAMinute < perMinute;
  }
}
