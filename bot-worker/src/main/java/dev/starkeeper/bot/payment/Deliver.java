package dev.starkeeper.bot.payment;

import dev.starkeeper.model.Cause;
import dev.starkeeper.model.Claim;
import dev.starkeeper.model.Event;
import dev.starkeeper.model.Event.OfEntitlement.EntitlementNews;
import dev.starkeeper.model.Event.OfPayment.PaymentNews;
import dev.starkeeper.model.Event.OfSubscription.SubscriptionNews;
import dev.starkeeper.model.Good;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.PaymentMatch;
import dev.starkeeper.model.RenewalState;
import dev.starkeeper.model.SettledPayment;
import dev.starkeeper.model.Sku;
import dev.starkeeper.model.Subscription;
import dev.starkeeper.store.DeliveryStore;
import dev.starkeeper.store.DeliveryStore.Delivery;
import dev.starkeeper.store.InvoiceStore;
import dev.starkeeper.store.OwedWorkStore;
import dev.starkeeper.store.SubscriptionStore;
import dev.starkeeper.store.SupplyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Gives what was paid for, and notes what follows from charges that were just recorded.
 *
 * @param scarce products that have a stock, locked
 */
record Deliver(Scope scope, Set<Sku> scarce) {

  void deliver(List<SettledPayment> fresh) {
    var deliveries = new ArrayList<Delivery>();
    var paid = new ArrayList<Invoice>();
    for (var settled : fresh) {
      tell(settled);
      settled.delivers().ifPresent(invoice -> deliveries.add(delivery(settled, invoice)));
      if (settled.match() instanceof PaymentMatch.Pays(var invoice)) {
        paid.add(invoice.paidBy(settled.payment().chargeId(), settled.payment().paidAt()));
      }
    }
    if (!paid.isEmpty()) {
      InvoiceStore.markPaid(scope.tx(), scope.bot(), paid);
      var pieces = paid.stream().filter(i -> scarce.contains(i.item().sku())).toList();
      if (!pieces.isEmpty()) SupplyStore.take(scope.tx(), scope.bot(), pieces, scope.now());
      paid.forEach(invoice -> scope.consequences().changed(invoice.id()));
    }
    DeliveryStore.deliver(scope.tx(), scope.bot(), deliveries, scope.now());
    SubscriptionStore.charged(scope.tx(), scope.bot(), deliveries);
  }

  private static Delivery delivery(SettledPayment settled, Invoice invoice) {
    var payment = settled.payment();
    return new Delivery(payment.chargeId(), invoice, payment.paidAt(), payment.monthEndsAt());
  }

  private void tell(SettledPayment settled) {
    var charge = settled.payment().chargeId();
    switch (settled.match()) {
      case PaymentMatch.Pays(var invoice) -> {
        happened(PaymentNews.SUCCEEDED, settled);
        tellGiven(settled, invoice, SubscriptionNews.STARTED);
        scope.consequences().owes(OwedWorkStore.RECEIPT, charge);
      }
      case PaymentMatch.Renews(var invoice) -> {
        happened(PaymentNews.SUCCEEDED, settled);
        tellGiven(settled, invoice, SubscriptionNews.RENEWED);
        scope.consequences().owes(OwedWorkStore.RECEIPT, charge);
      }
      case PaymentMatch.PaysTwice _, PaymentMatch.InVain _ ->
          happened(PaymentNews.DUPLICATE, settled);
      case PaymentMatch.Nothing _ -> happened(PaymentNews.UNMATCHED, settled);
      case PaymentMatch.Imported _ -> {} // news of old was told by whoever sold it
    }
    switch (settled.status()) {
      case REFUND_REQUESTED -> scope.consequences().owes(OwedWorkStore.REFUND, charge);
      case FULFILLED, UNMATCHED, REFUND_FAILED, REFUNDED -> {}
    }
  }

  private void happened(PaymentNews news, SettledPayment settled) {
    scope.consequences().happened(new Event.OfPayment(news, settled.recorded(), scope.now()));
  }

  private void tellGiven(SettledPayment settled, Invoice invoice, SubscriptionNews news) {
    var charge = settled.payment().chargeId();
    var cause = new Cause.OfCharge(charge);
    var recipient = invoice.parties().recipient();
    switch (invoice.item().good()) {
      case Good.Consumable(var unit, var units) ->
          scope
              .consequences()
              .happened(
                  new Event.OfCredits(
                      recipient,
                      unit,
                      (long) units * invoice.item().quantity(),
                      cause,
                      scope.now()));
      case Good.Access access -> {
        var claim = new Claim(recipient, access.entitlement());
        scope
            .consequences()
            .happened(new Event.OfEntitlement(EntitlementNews.GRANTED, claim, cause, scope.now()));
      }
    }
    if (invoice.item().good() instanceof Good.Subscription) {
      var term = new Subscription.Term(RenewalState.ON, settled.payment().monthEndsAt());
      var subscription =
          new Subscription(invoice.id(), invoice.parties(), invoice.item(), charge, term);
      scope.consequences().happened(new Event.OfSubscription(news, subscription, scope.now()));
    }
  }
}
