package dev.starkeeper.model;

import java.util.Arrays;
import java.util.Optional;

/** What a payer is told whose Stars came back without anybody asking for it. */
public record RefundNotice(TelegramUser payer, Reason reason, Stars stars) {
  /** Why. Each has its sentence in every language of the buyers. */
  public enum Reason {
    SECOND_CHARGE,
    ALREADY_OWNED,
    SOLD_OUT,
    UNKNOWN_INVOICE,
    FOREIGN_PAYER,
    OTHER_PRICE;

    /** By a payment's reason; empty for a refund that a person asked for. */
    public static Optional<Reason> of(String name) {
      return Arrays.stream(values()).filter(reason -> reason.name().equals(name)).findFirst();
    }
  }
}
