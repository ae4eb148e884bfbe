package dev.starkeeper.model;

import java.time.Duration;
import java.time.Instant;

/**
 * The Bot API's {@code StarTransaction}: one line of Telegram's own list of what moved a bot's
 * Stars.
 *
 * @param id of a payment its charge id, which its refund has too
 * @param amount never negative: the direction is the sign
 * @param json as it came, without anybody's name
 */
public record StarTransaction(
    String id, Direction direction, StarAmount amount, Instant at, Partner partner, String json) {

  /** Which way the Stars went, seen from the bot. */
  public enum Direction {
    IN,
    OUT
  }

  /** With whom, and what for. */
  public sealed interface Partner {
    /** The {@link #kind} of a {@link Sale}. */
    String SALE = "invoice_payment";

    /** The {@link #kind} of an {@link Unreadable}. */
    String UNREADABLE = "unreadable";

    /** The Bot API's name for it, at most 40 characters. */
    String kind();

    /**
     * An invoice that was paid; going out, that it was refunded.
     *
     * @param period of a subscription's month; zero for what is none
     * @param commission what an affiliate got of it; of a refund it may be negative
     */
    record Sale(TelegramUser user, String invoicePayload, Duration period, StarAmount commission)
        implements Partner {
      @Override
      public String kind() {
        return SALE;
      }
    }

    /** Anything else: withdrawals, ads, gifts, paid media, kinds that are not invented yet. */
    record Other(String kind) implements Partner {}

    /** Not what the Bot API promises. Its amount counts as far as that could be read. */
    record Unreadable(String reason) implements Partner {
      @Override
      public String kind() {
        return UNREADABLE;
      }
    }
  }

  public StarTransaction {
    if (amount.isNegative()) throw new IllegalArgumentException("negative: " + amount);
  }

  /**
   * Whether both are the same line. The rest of a line may change after it was written: a
   * withdrawal succeeds, a payer renames himself.
   */
  public boolean isSameLine(StarTransaction other) {
    return id.equals(other.id)
        && direction == other.direction
        && amount.equals(other.amount)
        && at.equals(other.at);
  }
}
