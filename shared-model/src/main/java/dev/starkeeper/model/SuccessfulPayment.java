package dev.starkeeper.model;

import java.time.Instant;

/**
 * The Bot API's {@code successful_payment}: Stars that have moved.
 *
 * @param renewal a subscription's later month, for which no pre-checkout was asked
 * @param paidAt the message's date, to the second
 */
public record SuccessfulPayment(
    ChargeId chargeId,
    TelegramUser payer,
    Stars stars,
    String invoicePayload,
    boolean renewal,
    Instant paidAt) {

  /** Whether both tell of the same charge in the same way; his language may have changed. */
  public boolean saysTheSameAs(SuccessfulPayment other) {
    return chargeId.equals(other.chargeId)
        && payer.id().equals(other.payer.id())
        && stars.equals(other.stars)
        && invoicePayload.equals(other.invoicePayload);
  }
}
