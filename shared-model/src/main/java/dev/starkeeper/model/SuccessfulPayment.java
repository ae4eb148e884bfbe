package dev.starkeeper.model;

import java.time.Instant;
import java.util.Optional;

/**
 * The Bot API's {@code successful_payment}: Stars that have moved.
 *
 * @param paidAt the message's date, to the second
 */
public record SuccessfulPayment(
    ChargeId chargeId,
    TelegramUser payer,
    Stars stars,
    String invoicePayload,
    Recurrence recurrence,
    Instant paidAt) {

  /** Whether both tell of the same charge in the same way; his language may have changed. */
  public boolean saysTheSameAs(SuccessfulPayment other) {
    return chargeId.equals(other.chargeId)
        && payer.id().equals(other.payer.id())
        && stars.equals(other.stars)
        && invoicePayload.equals(other.invoicePayload);
  }

  /** When the month that it paid ends; empty if it says nothing of a subscription. */
  public Optional<Instant> coversUntil() {
    return recurrence instanceof Recurrence.None ? Optional.empty() : Optional.of(monthEndsAt());
  }

  /** When a month that it pays ends: Telegram's word, or else a month after it was paid. */
  public Instant monthEndsAt() {
    return switch (recurrence) {
      case Recurrence.First(var until) -> until;
      case Recurrence.Renewal(var until) -> until;
      case Recurrence.None _, Recurrence.SomeMonth _ -> paidAt.plus(Recurrence.MONTH);
    };
  }
}
