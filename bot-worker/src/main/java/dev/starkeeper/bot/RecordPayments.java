package dev.starkeeper.bot;

import dev.starkeeper.db.Database;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.PaymentMatch;
import dev.starkeeper.model.SettledPayment;
import dev.starkeeper.model.SettlementPolicy;
import dev.starkeeper.model.SuccessfulPayment;
import dev.starkeeper.store.CustomerStore;
import dev.starkeeper.store.InvoiceStore;
import dev.starkeeper.store.OwnershipStore;
import dev.starkeeper.store.PaymentStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Records payments once each, however often Telegram tells us of them. */
final class RecordPayments {
  /** What became of one {@link SuccessfulPayment}. Every case is final: none is worth a retry. */
  sealed interface Outcome {
    record Fulfilled(InvoiceId invoice) implements Outcome {}

    record AlreadyRecorded() implements Outcome {}

    /** The invoice was paid by another charge. */
    record SecondCharge(InvoiceId invoice) implements Outcome {}

    /** No invoice of ours explains it. Recorded all the same. */
    record Unmatched(PaymentMatch.Reason reason) implements Outcome {}

    /** That charge id is recorded with other facts. Someone must look. */
    record Conflicts(SuccessfulPayment recorded) implements Outcome {}
  }

  private final Database database;
  private final BotId bot;
  private final InstantSource clock;
  private final SettlementPolicy policy;
  private final OwedWork owedWork;

  RecordPayments(
      Database database,
      BotId bot,
      InstantSource clock,
      SettlementPolicy policy,
      OwedWork owedWork) {
    this.database = database;
    this.bot = bot;
    this.clock = clock;
    this.policy = policy;
    this.owedWork = owedWork;
  }

  /**
   * In one transaction and a fixed number of statements: the payments, their invoices, what they
   * give, and the work owed for them.
   *
   * @return an outcome for each, in the same sequence
   */
  List<Outcome> record(List<SuccessfulPayment> payments) {
    if (payments.isEmpty()) return List.of();
    var now = clock.instant();
    return database.inTransaction(tx -> recordIn(tx, payments, now));
  }

  private List<Outcome> recordIn(DSLContext tx, List<SuccessfulPayment> payments, Instant now) {
    var firsts = new LinkedHashMap<ChargeId, SuccessfulPayment>();
    payments.forEach(payment -> firsts.putIfAbsent(payment.chargeId(), payment));

    // Whoever records another charge of one of these invoices waits here until we have committed.
    var invoices = InvoiceStore.lock(tx, bot, namedBy(firsts.values()));
    var settled = settle(firsts.values(), invoices);
    var recorded = PaymentStore.insertNew(tx, bot, settled, now);
    // Only what was new has effects, whatever it was thought to be worth before.
    var fresh = settled.stream().filter(s -> recorded.contains(s.payment().chargeId())).toList();
    var known =
        fresh.size() == settled.size()
            ? Map.<ChargeId, SuccessfulPayment>of()
            : PaymentStore.find(tx, bot, firsts.keySet());
    if (!fresh.isEmpty()) apply(tx, fresh, now);
    return outcomes(payments, fresh, known);
  }

  private static List<InvoiceId> namedBy(Collection<SuccessfulPayment> payments) {
    return payments.stream()
        .flatMap(payment -> InvoiceId.ofPayload(payment.invoicePayload()).stream())
        .distinct()
        .toList();
  }

  /** In sequence: the first charge of an invoice pays it, and the next of the batch sees that. */
  private List<SettledPayment> settle(
      Collection<SuccessfulPayment> payments, Map<InvoiceId, Invoice> invoices) {
    var asPaidSoFar = new HashMap<>(invoices);
    var settled = new ArrayList<SettledPayment>();
    for (var payment : payments) {
      var match = PaymentMatch.of(payment, asPaidSoFar);
      settled.add(policy.settle(payment, match));
      if (match instanceof PaymentMatch.Pays(var invoice)) {
        asPaidSoFar.put(invoice.id(), invoice.paidBy(payment.chargeId(), payment.paidAt()));
      }
    }
    return settled;
  }

  /** Everything that follows from charges we did not know. */
  private void apply(DSLContext tx, List<SettledPayment> fresh, Instant now) {
    var paid = new LinkedHashMap<ChargeId, Invoice>();
    for (var settled : fresh) {
      if (settled.match() instanceof PaymentMatch.Pays(var invoice)) {
        var payment = settled.payment();
        paid.put(payment.chargeId(), invoice.paidBy(payment.chargeId(), payment.paidAt()));
      }
    }
    CustomerStore.remember(tx, bot, fresh.stream().map(s -> s.payment().payer()).toList(), now);
    InvoiceStore.markPaid(tx, bot, paid.values());
    OwnershipStore.deliver(tx, bot, paid, now);
    owedWork.schedule(tx, bot, fresh, now);
    InvoiceStore.notifyChanged(tx, bot, paid.values().stream().map(Invoice::id).toList());
  }

  private static List<Outcome> outcomes(
      List<SuccessfulPayment> payments,
      List<SettledPayment> fresh,
      Map<ChargeId, SuccessfulPayment> known) {
    var recorded = new HashMap<>(known);
    var news = new HashMap<ChargeId, SettledPayment>();
    fresh.forEach(settled -> news.put(settled.payment().chargeId(), settled));
    fresh.forEach(settled -> recorded.put(settled.payment().chargeId(), settled.payment()));

    var outcomes = new ArrayList<Outcome>();
    for (var payment : payments) {
      var settled = news.remove(payment.chargeId()); // the first of a batch is the news
      outcomes.add(
          settled == null ? repeated(payment, recorded.get(payment.chargeId())) : outcome(settled));
    }
    return outcomes;
  }

  private static Outcome outcome(SettledPayment settled) {
    return switch (settled.match()) {
      case PaymentMatch.Pays(var invoice) -> new Outcome.Fulfilled(invoice.id());
      case PaymentMatch.PaysTwice(var invoice) -> new Outcome.SecondCharge(invoice.id());
      case PaymentMatch.Nothing(var reason) -> new Outcome.Unmatched(reason);
    };
  }

  private static Outcome repeated(SuccessfulPayment payment, @Nullable SuccessfulPayment recorded) {
    if (recorded == null) {
      throw new IllegalStateException(payment.chargeId() + " is neither new nor recorded");
    }
    return recorded.saysTheSameAs(payment)
        ? new Outcome.AlreadyRecorded()
        : new Outcome.Conflicts(recorded);
  }
}
