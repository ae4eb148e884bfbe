package dev.starkeeper.bot.payment;

import dev.starkeeper.model.RefundedPayment;
import dev.starkeeper.model.SubscriptionUpdate;
import dev.starkeeper.model.SuccessfulPayment;

/** One thing that Telegram tells of money, by an update or in its history. */
public sealed interface Report {
  record Paid(SuccessfulPayment payment) implements Report {}

  record Refunded(RefundedPayment refund) implements Report {}

  record SubscriptionChanged(SubscriptionUpdate update) implements Report {}
}
