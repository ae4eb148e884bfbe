package dev.starkeeper.bot.payment;

import dev.starkeeper.db.LogScope;
import dev.starkeeper.model.RefundedPayment;
import dev.starkeeper.model.SubscriptionUpdate;
import dev.starkeeper.model.SuccessfulPayment;

/** One thing that Telegram tells of money, by an update or in its history. */
public sealed interface Report {
  record Paid(SuccessfulPayment payment) implements Report {}

  record Refunded(RefundedPayment refund) implements Report {}

  record SubscriptionChanged(SubscriptionUpdate update) implements Report {}

  /** Its ids, as fields of what this thread logs until that is closed. */
  default LogScope logScope() {
    var scope = LogScope.open();
    return switch (this) {
      case Paid(var payment) ->
          scope
              .with(LogScope.CHARGE, payment.chargeId().value())
              .with(LogScope.CUSTOMER, payment.payer().id().value());
      case Refunded(var refund) -> scope.with(LogScope.CHARGE, refund.chargeId().value());
      case SubscriptionChanged(var update) ->
          scope.with(LogScope.CUSTOMER, update.user().id().value());
    };
  }

  /** What it tells of, for a log line. */
  default String subject() {
    return switch (this) {
      case Paid(var payment) ->
          "payment %s of %d Stars by %d"
              .formatted(
                  payment.chargeId().value(),
                  payment.stars().amount(),
                  payment.payer().id().value());
      case Refunded(var refund) -> "refund of payment " + refund.chargeId().value();
      case SubscriptionChanged(var update) -> "subscription of " + update.user().id().value();
    };
  }
}
