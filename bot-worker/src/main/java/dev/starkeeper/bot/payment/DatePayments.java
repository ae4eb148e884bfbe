package dev.starkeeper.bot.payment;

import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.RecordedPayment;
import dev.starkeeper.model.Recurrence;
import dev.starkeeper.model.SuccessfulPayment;
import dev.starkeeper.store.PaymentStore;
import dev.starkeeper.store.SubscriptionStore;
import java.util.List;
import java.util.Map;

/**
 * Puts dates right that a first telling did not know: when a subscription's month ends (the history
 * does not say), and when a charge was paid that was back before we saw it.
 */
record DatePayments(Scope scope) {

  void date(List<SuccessfulPayment> repeated, Map<ChargeId, RecordedPayment> known) {
    var months =
        repeated.stream()
            .filter(payment -> saysWhenItEnds(payment.recurrence()))
            .filter(
                payment -> !recorded(known, payment).coversUntil().equals(payment.coversUntil()))
            .toList();
    if (!months.isEmpty()) {
      var subscriptions = PaymentStore.dateMonths(scope.tx(), scope.bot(), months);
      SubscriptionStore.reckonAfterDating(scope.tx(), scope.bot(), subscriptions, scope.now());
    }
    var paid =
        repeated.stream()
            .filter(payment -> payment.paidAt().isBefore(recorded(known, payment).paidAt()))
            .toList();
    if (!paid.isEmpty()) PaymentStore.datePaid(scope.tx(), scope.bot(), paid);
  }

  private static SuccessfulPayment recorded(
      Map<ChargeId, RecordedPayment> known, SuccessfulPayment payment) {
    var recorded = known.get(payment.chargeId());
    if (recorded == null) throw new IllegalStateException("not recorded: " + payment.chargeId());
    return recorded.payment();
  }

  private static boolean saysWhenItEnds(Recurrence recurrence) {
    return switch (recurrence) {
      case Recurrence.First _, Recurrence.Renewal _ -> true;
      case Recurrence.None _, Recurrence.SomeMonth _ -> false;
    };
  }
}
