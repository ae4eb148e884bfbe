package dev.starkeeper.bot.history;

import dev.starkeeper.bot.history.HistoryReports.Told;
import dev.starkeeper.bot.payment.Outcome;
import dev.starkeeper.bot.payment.Report;
import dev.starkeeper.db.LogScope;
import dev.starkeeper.model.HistoryCursor;
import dev.starkeeper.store.HistoryCursorStore.Batch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a batch of lines turned out to be: counted, told, and left to a person where it must be. */
final class Findings {
  private static final Logger log = LoggerFactory.getLogger(Findings.class);

  private final HistoryCursor cursor;
  private final Map<Long, String> rejected;
  private int payments;
  private int refunds;
  private int imported;

  /** {@code unusable} are the reasons of lines that tell nothing, by their positions. */
  Findings(HistoryCursor cursor, Map<Long, String> unusable) {
    this.cursor = cursor;
    rejected = new HashMap<>(unusable);
    unusable.forEach((position, reason) ->
        log.error("line {} of the history is left to a person: {}", position, reason));
  }

  /** {@code outcomes} are in the sequence of the reports. */
  void gather(List<Told> told, List<Outcome> outcomes) {
    for (var i = 0; i < told.size(); i++) {
      var outcome = outcomes.get(i);
      try (var scope = told.get(i).report().logScope()) {
        outcome.about().ifPresent(invoice -> scope.with(LogScope.INVOICE, invoice.payload()));
        gather(told.get(i), outcome);
      }
    }
  }

  private void gather(Told told, Outcome outcome) {
    switch (outcome) {
      case Outcome.Fulfilled _,
          Outcome.Renewed _,
          Outcome.SecondCharge _,
          Outcome.InVain _,
          Outcome.Unmatched _ -> {
        payments++;
        log.info("recovered from the history: {}: {}", told.report().subject(), outcome);
      }
      case Outcome.Refunded _ -> {
        refunds++;
        log.info("recovered from the history: {}: {}", told.report().subject(), outcome);
      }
      case Outcome.RefundedUnseen _ -> {
        if (isOld(told.report())) {
          imported++;
        } else {
          refunds++;
          log.info("recovered from the history: {}: {}", told.report().subject(), outcome);
        }
      }
      case Outcome.Imported _ -> imported++;
      case Outcome.Conflicts(var recorded) -> {
        log.error("{} is recorded with other facts: {}", told.report().subject(), recorded);
        rejected.put(told.position(), "this charge is recorded with other facts: " + recorded);
      }
      case Outcome.AlreadyRecorded _,
          Outcome.AlreadyTold _,
          Outcome.SubscriptionChanged _,
          Outcome.UnknownSubscription _ -> {}
    }
  }

  private boolean isOld(Report report) {
    return report instanceof Report.Refunded(var refund)
        && refund.at().isBefore(cursor.firstReadAt());
  }

  /** Why lines, by their positions, are left to a person. */
  Map<Long, String> rejected() {
    return rejected;
  }

  Batch batch(int lines) {
    return new Batch(lines, payments, refunds, imported);
  }
}
