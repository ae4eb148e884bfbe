package dev.starkeeper.bot.payment;

import dev.starkeeper.model.Cause;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.Claim;
import dev.starkeeper.model.Event;
import dev.starkeeper.model.Event.OfEntitlement.EntitlementNews;
import dev.starkeeper.model.Event.OfPayment.PaymentNews;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.PaymentStatus;
import dev.starkeeper.model.RecordedPayment;
import dev.starkeeper.model.Recurrence;
import dev.starkeeper.model.RefundedPayment;
import dev.starkeeper.model.SuccessfulPayment;
import dev.starkeeper.store.EntitlementEndStore;
import dev.starkeeper.store.HoldingStore;
import dev.starkeeper.store.InvoiceStore;
import dev.starkeeper.store.OwedWorkStore;
import dev.starkeeper.store.OwnershipStore;
import dev.starkeeper.store.OwnershipStore.TakenBack;
import dev.starkeeper.store.PaymentStore;
import dev.starkeeper.store.RefundStore;
import dev.starkeeper.store.SubscriptionStore;
import dev.starkeeper.store.SupplyStore;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes back what charges gave that went back to their payers, and nothing else. */
record ApplyRefunds(Scope scope, RecordingRules rules, Source source) {

  /**
   * Records the charges we had never seen as what they are: back. Nothing is given for them.
   *
   * @param invoices those that charges name, as far as they are told together with their refunds
   */
  Set<ChargeId> recordUnseen(Collection<RefundedPayment> unseen, Map<InvoiceId, Invoice> invoices) {
    if (unseen.isEmpty()) return Set.of();
    var recorded =
        RefundStore.insertRefunded(scope.tx(), scope.bot(), unseen, source.toldBy(), scope.now());
    for (var refund : unseen) {
      if (!recorded.contains(refund.chargeId())) continue; // recorded in this very moment
      scope.consequences().paid(refund.stars());
      scope.consequences().back(refund.stars());
      if (isOld(refund, invoices)) continue; // news of old was told by whoever sold it
      var payment =
          new SuccessfulPayment(
              refund.chargeId(),
              refund.payer(),
              refund.stars(),
              refund.invoicePayload(),
              Recurrence.none(),
              refund.at());
      tell(new RecordedPayment(payment, PaymentStatus.REFUNDED, "REFUNDED_BEFORE_SEEN"));
    }
    return recorded;
  }

  private boolean isOld(RefundedPayment refund, Map<InvoiceId, Invoice> invoices) {
    return refund.at().isBefore(source.importedBefore())
        && InvoiceId.ofPayload(refund.invoicePayload()).filter(invoices::containsKey).isEmpty();
  }

  /**
   * Returns those that were not back before.
   *
   * @param refunds each charge once, each recorded
   * @param invoices those that the charges paid, locked
   */
  Set<ChargeId> apply(Collection<RefundedPayment> refunds, Map<InvoiceId, Invoice> invoices) {
    if (refunds.isEmpty()) return Set.of();
    var tx = scope.tx();
    var bot = scope.bot();
    // Whoever gives the same to the same, or looks whether it has ended, waits.
    var claims = Claim.of(invoices.values());
    if (!claims.isEmpty()) HoldingStore.lock(tx, bot, claims);
    var back = RefundStore.mark(tx, bot, refunds, source.toldBy());
    if (back.isEmpty()) return back;
    var access = OwnershipStore.revoke(tx, bot, back, scope.now());
    var credits = OwnershipStore.takeCredits(tx, bot, back, scope.now());
    var months = access.stream().map(TakenBack.Access::subscription).flatMap(Optional::stream);
    SubscriptionStore.reckonAfterRefund(tx, bot, months.toList(), scope.now());
    var returned = InvoiceStore.markRefunded(tx, bot, invoices.values(), back);
    if (!returned.isEmpty()) SupplyStore.putBack(tx, bot, returned, scope.now());
    returned.forEach(invoice -> scope.consequences().changed(invoice.id()));
    PaymentStore.find(tx, bot, back).values().forEach(this::tellRefunded);
    tellTaken(access, credits);
    return back;
  }

  private void tellRefunded(RecordedPayment refunded) {
    scope.consequences().back(refunded.payment().stars());
    tell(refunded);
    // Its receipt says so from then on; without one, why is told if nobody asked for it.
    scope.consequences().owes(OwedWorkStore.REFUND_NOTICE, refunded.payment().chargeId());
  }

  private void tell(RecordedPayment refunded) {
    scope.consequences().happened(new Event.OfPayment(PaymentNews.REFUNDED, refunded, scope.now()));
  }

  /** Another charge may cover him still: then nothing is over. Or it was over before, and told. */
  private void tellTaken(List<TakenBack.Access> access, List<TakenBack.Credits> credits) {
    var gone = new LinkedHashSet<Claim>();
    for (var taken : access) {
      var claim = new Claim(taken.customer(), taken.entitlement());
      if (scope.has(claim, rules.grace())) continue;
      if (!gone.add(claim) || !taken.endIsUntold()) continue;
      var cause = new Cause.OfCharge(taken.charge());
      scope
          .consequences()
          .happened(new Event.OfEntitlement(EntitlementNews.REVOKED, claim, cause, scope.now()));
    }
    EntitlementEndStore.forget(scope.tx(), scope.bot(), gone); // it does not end as well
    for (var taken : credits) {
      scope
          .consequences()
          .happened(
              new Event.OfCredits(
                  taken.customer(),
                  taken.unit(),
                  taken.amount(),
                  new Cause.OfCharge(taken.charge()),
                  scope.now()));
    }
  }
}
