package dev.starkeeper.bot.payment;

import dev.starkeeper.db.Database;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.RecordedPayment;
import dev.starkeeper.model.RefundedPayment;
import dev.starkeeper.model.SettledPayment;
import dev.starkeeper.model.SuccessfulPayment;
import dev.starkeeper.store.InvoiceStore;
import dev.starkeeper.store.PaymentStore;
import dev.starkeeper.trace.Traces;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/** Records what Telegram tells of money, once each, however often it is told. */
public final class RecordPayments {
  private final Database database;
  private final BotId bot;
  private final InstantSource clock;
  private final RecordingRules rules;

  public RecordPayments(Database database, BotId bot, InstantSource clock, RecordingRules rules) {
    this.database = database;
    this.bot = bot;
    this.clock = clock;
    this.rules = rules;
  }

  /**
   * In one transaction and a fixed number of statements: the payments, their invoices, what they
   * give or give no more, the events, and the work owed for them.
   *
   * @param reports in the sequence of their update ids
   * @return an outcome for each, in the same sequence
   */
  public List<Outcome> record(List<Report> reports) {
    if (reports.isEmpty()) return List.of();
    return Traces.work("record-payments")
        .with("reports", reports.size())
        .during(() -> database.inTransaction(tx -> recordIn(tx, reports, Source.UPDATES)));
  }

  /** The same in a transaction that is open, for what is read in another way. */
  public List<Outcome> recordIn(DSLContext tx, List<Report> reports, Source source) {
    var scope = Scope.of(tx, bot, clock.instant());
    var payments = new LinkedHashMap<ChargeId, SuccessfulPayment>();
    var refunds = new LinkedHashMap<ChargeId, RefundedPayment>();
    var changes = new SubscriptionChanges(scope);
    for (var report : reports) {
      switch (report) {
        case Report.Paid(var payment) -> {
          payments.putIfAbsent(payment.chargeId(), payment);
          changes.paid(payment.invoicePayload());
        }
        case Report.Refunded(var refund) -> refunds.putIfAbsent(refund.chargeId(), refund);
        case Report.SubscriptionChanged(var update) -> changes.told(update);
      }
    }
    // Whoever records another charge of one of these invoices waits here until we have committed.
    var invoices = lockInvoices(tx, payments.values(), refunds.keySet());
    var recorded = PaymentStore.find(tx, bot, union(payments.keySet(), refunds.keySet()));
    var applyRefunds = new ApplyRefunds(scope, rules, source);
    // First, so that a charge told of together with its refund is never delivered.
    var unseen = applyRefunds.recordUnseen(without(recorded.keySet(), refunds), invoices);
    changes.applyThoseBeforeAPayment();
    // Only those that can be new: what is settled already must not take an invoice from them.
    var perhapsNew = without(union(recorded.keySet(), unseen), payments);
    var fresh = new ApplyPayments(scope, rules, source).apply(perhapsNew, invoices);
    var seen = refunds.values().stream().filter(r -> !unseen.contains(r.chargeId())).toList();
    var back = applyRefunds.apply(seen, invoices);
    changes.applyOthers();
    var known = known(scope, payments, fresh, recorded);
    scope.close();
    return new Outcomes(fresh, known, unseen, back, changes.outcomes()).of(reports);
  }

  private Map<InvoiceId, Invoice> lockInvoices(
      DSLContext tx, Collection<SuccessfulPayment> payments, Set<ChargeId> refunds) {
    var named = new LinkedHashSet<InvoiceId>();
    payments.forEach(p -> InvoiceId.ofPayload(p.invoicePayload()).ifPresent(named::add));
    if (!refunds.isEmpty()) named.addAll(PaymentStore.invoicesOf(tx, bot, refunds));
    return named.isEmpty() ? Map.of() : InvoiceStore.lock(tx, bot, named);
  }

  private static Set<ChargeId> union(Set<ChargeId> some, Set<ChargeId> others) {
    var all = new LinkedHashSet<>(some);
    all.addAll(others);
    return all;
  }

  private static <T> List<T> without(Set<ChargeId> charges, Map<ChargeId, T> told) {
    return told.entrySet().stream()
        .filter(one -> !charges.contains(one.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** What was recorded of the payments that are not new, with the dates that we know better now. */
  private Map<ChargeId, RecordedPayment> known(
      Scope scope,
      Map<ChargeId, SuccessfulPayment> payments,
      Map<ChargeId, SettledPayment> fresh,
      Map<ChargeId, RecordedPayment> recorded) {
    var repeated = without(fresh.keySet(), payments);
    if (repeated.isEmpty()) return recorded;
    var charges = repeated.stream().map(SuccessfulPayment::chargeId).collect(Collectors.toSet());
    var known =
        recorded.keySet().containsAll(charges)
            ? recorded
            : PaymentStore.find(scope.tx(), bot, charges); // some came with this very batch
    new DatePayments(scope).date(repeated, known);
    return known;
  }
}
