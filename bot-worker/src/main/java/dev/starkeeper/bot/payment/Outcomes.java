package dev.starkeeper.bot.payment;

import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.PaymentMatch;
import dev.starkeeper.model.RecordedPayment;
import dev.starkeeper.model.SettledPayment;
import dev.starkeeper.model.SubscriptionUpdate;
import dev.starkeeper.model.SuccessfulPayment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of each report of a batch.
 *
 * @param fresh charges that were new
 * @param known charges that were recorded before
 * @param unseen charges that were back before we saw them
 * @param back charges that were recorded, and went back just now
 * @param changed outcomes of subscription changes, by the very update
 */
record Outcomes(
    Map<ChargeId, SettledPayment> fresh,
    Map<ChargeId, RecordedPayment> known,
    Set<ChargeId> unseen,
    Set<ChargeId> back,
    Map<SubscriptionUpdate, Outcome> changed) {

  List<Outcome> of(List<Report> reports) {
    var news = new HashMap<>(fresh); // the first of a batch is the news
    var returned = new HashSet<>(back);
    var returnedUnseen = new HashSet<>(unseen);
    var outcomes = new ArrayList<Outcome>();
    for (var report : reports) {
      outcomes.add(
          switch (report) {
            case Report.Paid(var payment) -> of(payment, news.remove(payment.chargeId()));
            case Report.Refunded(var refund) -> {
              if (returned.remove(refund.chargeId())) yield new Outcome.Refunded();
              yield returnedUnseen.remove(refund.chargeId())
                  ? new Outcome.RefundedUnseen()
                  : new Outcome.AlreadyRecorded();
            }
            case Report.SubscriptionChanged(var update) ->
                changed.getOrDefault(update, new Outcome.UnknownSubscription());
          });
    }
    return outcomes;
  }

  private Outcome of(SuccessfulPayment payment, @Nullable SettledPayment news) {
    if (news != null) return of(news);
    var settled = fresh.get(payment.chargeId());
    var recorded = settled == null ? known.get(payment.chargeId()) : settled.recorded();
    if (recorded == null) {
      throw new IllegalStateException(payment.chargeId() + " is neither new nor recorded");
    }
    return recorded.payment().saysTheSameAs(payment)
        ? new Outcome.AlreadyRecorded()
        : new Outcome.Conflicts(recorded);
  }

  private static Outcome of(SettledPayment settled) {
    return switch (settled.match()) {
      case PaymentMatch.Pays(var invoice) -> new Outcome.Fulfilled(invoice.id());
      case PaymentMatch.Renews(var invoice) -> new Outcome.Renewed(invoice.id());
      case PaymentMatch.PaysTwice(var invoice) -> new Outcome.SecondCharge(invoice.id());
      case PaymentMatch.InVain(var invoice, var why) -> new Outcome.InVain(invoice.id(), why);
      case PaymentMatch.Imported _ -> new Outcome.Imported();
      case PaymentMatch.Nothing(var reason) -> new Outcome.Unmatched(reason);
    };
  }
}
