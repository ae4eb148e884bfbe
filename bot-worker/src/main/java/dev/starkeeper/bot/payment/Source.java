package dev.starkeeper.bot.payment;

import dev.starkeeper.store.PaymentStore.RecordedFrom;
import dev.starkeeper.store.RefundStore.ToldBy;
import java.time.Instant;

/**
 * Where reports come from.
 *
 * @param importedBefore charges from before then, of no invoice of ours, were delivered by whoever
 *     sold them
 */
public record Source(RecordedFrom from, ToldBy toldBy, Instant importedBefore) {
  public static final Source UPDATES = new Source(RecordedFrom.UPDATE, ToldBy.UPDATE, Instant.MIN);

  /** What we asked Telegram to do, and it did. */
  static final Source OURSELVES = new Source(RecordedFrom.UPDATE, ToldBy.US, Instant.MIN);

  /** Telegram's history; what came before {@code firstRead} is not ours to deliver. */
  public static Source history(Instant firstRead) {
    return new Source(RecordedFrom.HISTORY, ToldBy.HISTORY, firstRead);
  }
}
