package dev.starkeeper.bot;

import dev.starkeeper.bot.meter.RefundMeters;
import dev.starkeeper.bot.payment.RefundPayment;
import dev.starkeeper.db.DatabaseException;
import dev.starkeeper.store.OwedWorkStore.Subject;
import dev.starkeeper.telegram.TelegramException;

/** Gives charges back, and counts how that ends. */
final class CountRefunds {
  private final RefundPayment refundPayment;
  private final RefundMeters meters;

  CountRefunds(RefundPayment refundPayment, RefundMeters meters) {
    this.refundPayment = refundPayment;
    this.meters = meters;
  }

  /** Throws as {@link RefundPayment#refund} does, and then there is another attempt. */
  void refund(Subject subject) {
    try {
      switch (refundPayment.refund(subject)) {
        case DONE -> meters.ended(RefundMeters.Ending.DONE);
        case REFUSED -> meters.ended(RefundMeters.Ending.REFUSED);
        case NOTHING_TO_DO -> {}
      }
    } catch (TelegramException | DatabaseException e) {
      meters.ended(RefundMeters.Ending.RETRIED);
      throw e;
    }
  }
}
