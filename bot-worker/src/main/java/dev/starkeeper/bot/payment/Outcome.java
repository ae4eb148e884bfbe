package dev.starkeeper.bot.payment;

import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.PaymentMatch;
import dev.starkeeper.model.RecordedPayment;
import dev.starkeeper.model.SubscriptionUpdate;
import java.util.Optional;

/** What became of one {@link Report}. Every case is final: none is worth a retry. */
public sealed interface Outcome {
  /** The invoice it is about, if it is about one. */
  default Optional<InvoiceId> about() {
    return switch (this) {
      case Fulfilled(var invoice) -> Optional.of(invoice);
      case Renewed(var invoice) -> Optional.of(invoice);
      case SecondCharge(var invoice) -> Optional.of(invoice);
      case InVain(var invoice, _) -> Optional.of(invoice);
      case SubscriptionChanged(var subscription, _) -> Optional.of(subscription);
      case AlreadyRecorded _,
          Imported _,
          Unmatched _,
          Conflicts _,
          Refunded _,
          RefundedUnseen _,
          AlreadyTold _,
          UnknownSubscription _ ->
          Optional.empty();
    };
  }

  record Fulfilled(InvoiceId invoice) implements Outcome {}

  /** Another month of the subscription that this invoice began. */
  record Renewed(InvoiceId invoice) implements Outcome {}

  record AlreadyRecorded() implements Outcome {}

  /** The invoice was paid by another charge. */
  record SecondCharge(InvoiceId invoice) implements Outcome {}

  /** There is nothing left to give for it. */
  record InVain(InvoiceId invoice, PaymentMatch.InVain.Why why) implements Outcome {}

  /** From before our time, and delivered then. */
  record Imported() implements Outcome {}

  /** No invoice of ours explains it. Recorded all the same. */
  record Unmatched(PaymentMatch.Reason reason) implements Outcome {}

  /** That charge id is recorded with other facts. Someone must look. */
  record Conflicts(RecordedPayment recorded) implements Outcome {}

  /** What the charge gave is taken back. */
  record Refunded() implements Outcome {}

  /** It went back before we had ever seen it: nothing was given. */
  record RefundedUnseen() implements Outcome {}

  record SubscriptionChanged(InvoiceId subscription, SubscriptionUpdate.State state)
      implements Outcome {}

  /** That word was told before. */
  record AlreadyTold() implements Outcome {}

  /** The next month's charge will tell what there is to know. */
  record UnknownSubscription() implements Outcome {}
}
