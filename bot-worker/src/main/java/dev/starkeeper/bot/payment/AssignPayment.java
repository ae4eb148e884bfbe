package dev.starkeeper.bot.payment;

import dev.starkeeper.db.Database;
import dev.starkeeper.model.Claim;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.PaymentMatch;
import dev.starkeeper.model.PaymentStatus;
import dev.starkeeper.model.RecordedPayment;
import dev.starkeeper.model.SettledPayment;
import dev.starkeeper.store.AssignmentStore;
import dev.starkeeper.store.HoldingStore;
import dev.starkeeper.store.InvoiceStore;
import dev.starkeeper.store.OwedWorkStore.Subject;
import dev.starkeeper.store.PaymentStore;
import dev.starkeeper.store.SupplyStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers a held charge by the invoice that the merchant named, whoever paid and how much. */
public final class AssignPayment {
  private static final Logger log = LoggerFactory.getLogger(AssignPayment.class);

  private final Database database;
  private final InstantSource clock;

  public AssignPayment(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** May run twice: a charge is held no more once it is assigned. */
  public void assign(Subject subject) {
    var assigned = database.inTransaction(tx -> assign(tx, subject));
    log.info(
        "payment {} {}",
        subject.charge().value(),
        assigned ? "assigned to an invoice" : "or its invoice is settled otherwise: not assigned");
  }

  private boolean assign(DSLContext tx, Subject subject) {
    var bot = subject.bot();
    var named = AssignmentStore.take(tx, bot, subject.charge());
    if (named.isEmpty()) return false;
    var invoice = InvoiceStore.lock(tx, bot, List.of(named.get())).get(named.get());
    if (invoice == null) return false;
    var claims = Claim.of(List.of(invoice));
    if (!claims.isEmpty()) HoldingStore.lock(tx, bot, claims);
    var payment = PaymentStore.find(tx, bot, Set.of(subject.charge())).get(subject.charge());
    if (payment == null || !isOpen(invoice, payment)) return false;
    if (!PaymentStore.assign(tx, bot, subject.charge(), invoice.id())) return false;

    var scarce = SupplyStore.lock(tx, bot, List.of(invoice.item().sku())).keySet();
    var scope = Scope.of(tx, bot, clock.instant());
    var settled =
        new SettledPayment(
            payment.payment(), new PaymentMatch.Pays(invoice), PaymentStatus.FULFILLED);
    new Deliver(scope, scarce).deliver(List.of(settled));
    scope.close();
    return true;
  }

  private static boolean isOpen(Invoice invoice, RecordedPayment payment) {
    return payment.status() == PaymentStatus.UNMATCHED && !invoice.progress().isPaid();
  }
}
