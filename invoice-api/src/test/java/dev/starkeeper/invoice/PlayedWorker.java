package dev.starkeeper.invoice;

import dev.starkeeper.db.Database;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.Good;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.InvoiceIds;
import dev.starkeeper.model.PaymentMatch;
import dev.starkeeper.model.PaymentStatus;
import dev.starkeeper.model.Recurrence;
import dev.starkeeper.model.RefundedPayment;
import dev.starkeeper.model.RenewalState;
import dev.starkeeper.model.SettledPayment;
import dev.starkeeper.model.Stars;
import dev.starkeeper.model.SuccessfulPayment;
import dev.starkeeper.model.SupportRequest;
import dev.starkeeper.model.SupportRequestId;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.store.AssignmentStore;
import dev.starkeeper.store.CheckoutStore;
import dev.starkeeper.store.DeliveryStore;
import dev.starkeeper.store.InvoiceStore;
import dev.starkeeper.store.OwnershipStore;
import dev.starkeeper.store.PaymentStore;
import dev.starkeeper.store.PaymentStore.RecordedFrom;
import dev.starkeeper.store.RefundStore;
import dev.starkeeper.store.SubscriptionStore;
import dev.starkeeper.store.SupplyStore;
import dev.starkeeper.store.SupportStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jooq.DSLContext;

/** What a worker writes when Telegram tells of something, as far as the API can see it. */
final class PlayedWorker {
  private final Database database;
  private final Supplier<Instant> now;

  PlayedWorker(Database database, Supplier<Instant> now) {
    this.database = database;
    this.now = now;
  }

  /** A buyer paid his invoice. */
  void pay(String invoiceId, String charge) {
    database.inTransactionDo(tx -> {
      var invoice = lock(tx, invoiceId);
      var good = invoice.item().good();
      var recurrence =
          good instanceof Good.Subscription
              ? new Recurrence.First(now.get().plus(Recurrence.MONTH))
              : Recurrence.none();
      record(tx, invoice, new PaymentMatch.Pays(invoice), recurrence, charge);
      deliver(tx, invoice, charge);
    });
  }

  /** A customer wrote about a payment of his; returns the request's id. */
  String asks(long customer, String charge, String text) {
    var id = new SupportRequestId(InvoiceIds.timeOrdered(now::get).next().value());
    var request =
        new SupportRequest(
            id,
            new TelegramUserId(customer),
            new ChargeId(charge),
            text,
            now.get(),
            Optional.empty());
    database.inTransactionDo(
        tx -> SupportStore.insert(tx, RunningApi.BOT, request, id.value().hashCode()));
    return id.text();
  }

  /** He was told the answer. */
  void told(String request) {
    var id = SupportRequestId.of(request).orElseThrow();
    database.inTransactionDo(tx -> SupportStore.markSent(tx, RunningApi.BOT, id, now.get()));
  }

  /** Telegram charged a subscription's next month. */
  void renew(String invoiceId, String charge) {
    database.inTransactionDo(tx -> {
      var invoice = lock(tx, invoiceId);
      var renewal = new Recurrence.Renewal(now.get().plus(Recurrence.MONTH));
      record(tx, invoice, new PaymentMatch.Renews(invoice), renewal, charge);
      deliverMonth(tx, invoice, charge);
    });
  }

  /** A charge came that nothing explains. */
  void hold(long payer, int stars, String charge) {
    var payment =
        new SuccessfulPayment(
            new ChargeId(charge),
            new TelegramUser(new TelegramUserId(payer), "en"),
            new Stars(stars),
            "of another program",
            Recurrence.none(),
            now.get());
    var match = new PaymentMatch.Nothing(PaymentMatch.Reason.UNKNOWN_INVOICE);
    var settled = new SettledPayment(payment, match, PaymentStatus.UNMATCHED);
    database.inTransactionDo(tx ->
        PaymentStore.insertNew(
            tx, RunningApi.BOT, List.of(settled), RecordedFrom.HISTORY, now.get()));
  }

  /** Takes the request up and gives it back. */
  void refund(String charge) {
    var id = new ChargeId(charge);
    database.inTransactionDo(tx -> {
      RefundStore.take(tx, RunningApi.BOT, id, now.get());
      var known = PaymentStore.find(tx, RunningApi.BOT, Set.of(id)).values().iterator().next();
      var told = known.payment();
      var refund =
          new RefundedPayment(id, told.payer(), told.stars(), told.invoicePayload(), now.get());
      RefundStore.mark(tx, RunningApi.BOT, List.of(refund), RefundStore.ToldBy.US);
      var access = OwnershipStore.revoke(tx, RunningApi.BOT, Set.of(id), now.get());
      OwnershipStore.takeCredits(tx, RunningApi.BOT, Set.of(id), now.get());
      var months = access.stream().flatMap(taken -> taken.subscription().stream()).toList();
      SubscriptionStore.reckonAfterRefund(tx, RunningApi.BOT, months, now.get());
      var invoices = PaymentStore.invoicesOf(tx, RunningApi.BOT, Set.of(id));
      var locked = InvoiceStore.lock(tx, RunningApi.BOT, invoices).values();
      var returned = InvoiceStore.markRefunded(tx, RunningApi.BOT, locked, Set.of(id));
      SupplyStore.putBack(tx, RunningApi.BOT, returned, now.get());
      InvoiceStore.notifyChanged(tx, RunningApi.BOT, invoices);
    });
    end("refund");
  }

  /** Takes the request up, and no more. */
  void takeRefund(String charge) {
    database.inTransactionDo(
        tx -> RefundStore.take(tx, RunningApi.BOT, new ChargeId(charge), now.get()));
  }

  /** Takes the request up; Telegram would not have it. */
  void failRefund(String charge, String words) {
    database.inTransactionDo(tx -> {
      RefundStore.take(tx, RunningApi.BOT, new ChargeId(charge), now.get());
      RefundStore.markFailed(tx, RunningApi.BOT, new ChargeId(charge), words);
    });
  }

  /** A task has run: its row is deleted, after what it did was committed. */
  void end(String task) {
    database.inTransactionDo(
        tx -> tx.execute("delete from scheduled_tasks where task_name = ?", task));
  }

  /** Delivers a held charge by the invoice that was named. */
  void assign(String charge) {
    var id = new ChargeId(charge);
    database.inTransactionDo(tx -> {
      var named = AssignmentStore.take(tx, RunningApi.BOT, id).orElseThrow();
      PaymentStore.assign(tx, RunningApi.BOT, id, named);
      deliver(tx, lock(tx, named.payload()), charge);
    });
    end("assignment");
  }

  /** Approved a pre-checkout; nobody else may pay it until then. */
  void checkOut(String invoiceId, Instant heldUntil) {
    var id = InvoiceId.ofPayload(invoiceId).orElseThrow();
    database.inTransactionDo(
        tx -> CheckoutStore.hold(tx, RunningApi.BOT, Map.of(id, "query-1"), now.get(), heldUntil));
  }

  /** There was nothing left to give for it. */
  void makeVoid(InvoiceId invoice) {
    database.inTransactionDo(tx -> {
      InvoiceStore.markVoid(tx, RunningApi.BOT, List.of(lock(tx, invoice.payload())));
      InvoiceStore.notifyChanged(tx, RunningApi.BOT, List.of(invoice));
    });
  }

  /** Telegram told of what its buyer did. */
  void setRenewal(String subscription, RenewalState renewal) {
    var id = InvoiceId.ofPayload(subscription).orElseThrow();
    database.inTransactionDo(tx -> SubscriptionStore.setRenewal(tx, RunningApi.BOT, id, renewal));
  }

  private static Invoice lock(DSLContext tx, String invoiceId) {
    var id = InvoiceId.ofPayload(invoiceId).orElseThrow();
    var invoice = InvoiceStore.lock(tx, RunningApi.BOT, List.of(id)).get(id);
    if (invoice == null) throw new IllegalStateException("no invoice " + invoiceId);
    return invoice;
  }

  private void record(
      DSLContext tx, Invoice invoice, PaymentMatch match, Recurrence recurrence, String charge) {
    var payer = new TelegramUser(invoice.parties().buyer(), "en");
    var payment =
        new SuccessfulPayment(
            new ChargeId(charge),
            payer,
            invoice.item().stars(),
            invoice.id().payload(),
            recurrence,
            now.get());
    var settled = new SettledPayment(payment, match, PaymentStatus.FULFILLED);
    PaymentStore.insertNew(tx, RunningApi.BOT, List.of(settled), RecordedFrom.UPDATE, now.get());
  }

  private void deliver(DSLContext tx, Invoice invoice, String charge) {
    var paid = invoice.paidBy(new ChargeId(charge), now.get());
    InvoiceStore.markPaid(tx, RunningApi.BOT, List.of(paid));
    SupplyStore.take(tx, RunningApi.BOT, List.of(paid), now.get());
    deliverMonth(tx, paid, charge);
    InvoiceStore.notifyChanged(tx, RunningApi.BOT, List.of(paid.id()));
  }

  private void deliverMonth(DSLContext tx, Invoice paid, String charge) {
    var delivery =
        new DeliveryStore.Delivery(
            new ChargeId(charge), paid, now.get(), now.get().plus(Recurrence.MONTH));
    DeliveryStore.deliver(tx, RunningApi.BOT, List.of(delivery), now.get());
    SubscriptionStore.charged(tx, RunningApi.BOT, List.of(delivery));
  }
}
