package dev.starkeeper.invoice.http;

import dev.starkeeper.db.LogScope;
import dev.starkeeper.invoice.caller.Caller;
import dev.starkeeper.invoice.json.JsonFields;
import dev.starkeeper.invoice.sale.ListPayments;
import dev.starkeeper.invoice.sale.RequestAssignment;
import dev.starkeeper.invoice.sale.RequestRefund;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.PaymentStatus;
import dev.starkeeper.store.PaymentListStore.Listed;
import dev.starkeeper.store.PaymentListStore.Position;
import dev.starkeeper.store.PaymentListStore.Slice;
import dev.starkeeper.trace.Traces;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was paid, and what is to become of it. */
public final class PaymentEndpoints implements Endpoints {
  private static final Logger log = LoggerFactory.getLogger(PaymentEndpoints.class);

  private static final String ONE = "/v1/payments/:charge";

  private final Admission admission;
  private final ListPayments listPayments;
  private final RequestRefund requestRefund;
  private final RequestAssignment requestAssignment;

  public PaymentEndpoints(
      Admission admission,
      ListPayments listPayments,
      RequestRefund requestRefund,
      RequestAssignment requestAssignment) {
    this.admission = admission;
    this.listPayments = listPayments;
    this.requestRefund = requestRefund;
    this.requestAssignment = requestAssignment;
  }

  @Override
  public List<Endpoint> all() {
    return List.of(
        new Endpoint(Method.GET, "/v1/payments", this::list),
        new Endpoint(Method.GET, ONE, this::get),
        new Endpoint(Method.POST, ONE + "/refunds", this::refund),
        new Endpoint(Method.POST, ONE + "/assignment", this::assign),
        new Endpoint(Method.GET, "/v1/me/payments", this::mine),
        new Endpoint(Method.GET, "/v1/customers/:id/payments", this::customers));
  }

  private Reply list(Call call) {
    var server = admission.server(call);
    var slice = slice(call);
    var page =
        call.query("status")
            .map(status -> listPayments.withStatus(status(status), slice))
            .orElseGet(() -> listPayments.all(slice));
    return Reply.ok(PaymentShape.write(page, server));
  }

  private Reply mine(Call call) {
    var user = admission.miniApp(call);
    var page = listPayments.paidBy(user.id(), slice(call));
    return Reply.ok(PaymentShape.write(page, new Caller.MiniApp(user)));
  }

  private Reply customers(Call call) {
    var server = admission.server(call);
    var page = listPayments.paidBy(CustomerEndpoints.customer(call), slice(call));
    return Reply.ok(PaymentShape.write(page, server));
  }

  private Reply get(Call call) {
    var server = admission.server(call);
    return listPayments
        .find(charge(call))
        .map(payment -> reply(Status.OK, payment, server))
        .orElseThrow(PaymentEndpoints::unknown);
  }

  private Reply refund(Call call) {
    var server = admission.server(call);
    var charge = charge(call);
    var reason = call.body(PaymentEndpoints::reason);
    var outcome = requestRefund.request(charge, reason, server);
    var word = outcome.getClass().getSimpleName();
    Traces.note(LogScope.CHARGE, charge.value());
    try (var _ = LogScope.open().with(LogScope.CHARGE, charge.value())) {
      log.info("{} wants payment {} refunded: {}", server.name(), charge.value(), word);
    }
    return switch (outcome) {
      case RequestRefund.Outcome.Requested(var payment) -> reply(Status.ACCEPTED, payment, server);
      case RequestRefund.Outcome.RefundedBefore(var payment) -> reply(Status.OK, payment, server);
      case RequestRefund.Outcome.UnknownCharge _ -> throw unknown();
      case RequestRefund.Outcome.Busy _ ->
          throw new Refusal(Problem.busy("An earlier refund of this payment is just ending."));
    };
  }

  private Reply assign(Call call) {
    var server = admission.server(call);
    var charge = charge(call);
    var named = call.body(PaymentEndpoints::invoiceId);
    var invoice = InvoiceId.ofPayload(named).orElseThrow(PaymentEndpoints::unknownInvoice);
    var outcome = requestAssignment.request(charge, invoice, server);
    Traces.note(LogScope.CHARGE, charge.value());
    Traces.note(LogScope.INVOICE, invoice.payload());
    var word = outcome.getClass().getSimpleName();
    try (var scope = LogScope.open().with(LogScope.CHARGE, charge.value())) {
      scope.with(LogScope.INVOICE, invoice.payload());
      log.info("{} assigns payment {} to {}: {}", server.name(), charge.value(), named, word);
    }
    return switch (outcome) {
      case RequestAssignment.Outcome.Delivered(var payment) -> reply(Status.OK, payment, server);
      case RequestAssignment.Outcome.Pending(var payment) ->
          reply(Status.ACCEPTED, payment, server);
      case RequestAssignment.Outcome.UnknownCharge _ -> throw unknown();
      case RequestAssignment.Outcome.UnknownInvoice _ -> throw unknownInvoice();
      case RequestAssignment.Outcome.NotUnmatched(var payment) ->
          throw new Refusal(
              Problem.invalidState("The payment is " + lowerCase(payment.status()) + "."));
      case RequestAssignment.Outcome.InvoicePaid(var paid) ->
          throw new Refusal(
              Problem.invalidState(
                  "The invoice is " + lowerCase(paid.progress().state()) + " by another charge."));
    };
  }

  private static Refusal unknown() {
    return new Refusal(Problem.notFound("No payment has this charge id."));
  }

  private static Refusal unknownInvoice() {
    return new Refusal(Problem.notFound("No invoice has this id."));
  }

  private static ChargeId charge(Call call) {
    return PageCursor.charge(call.pathPart("charge")).orElseThrow(PaymentEndpoints::unknown);
  }

  private static String reason(JsonFields body) {
    body.allow(Set.of("reason"));
    return Parameters.reason(body);
  }

  private static String invoiceId(JsonFields body) {
    body.allow(Set.of("invoiceId"));
    return body.text("invoiceId");
  }

  private static Slice slice(Call call) {
    var limit = Parameters.limit(call);
    var after = call.query("after").map(PaymentEndpoints::position).orElse(Position.TOP);
    return new Slice(after, limit);
  }

  private static Position position(String cursor) {
    return PageCursor.read(cursor)
        .flatMap(place -> PageCursor.charge(place.name()).map(c -> new Position(place.at(), c)))
        .orElseThrow(() -> new Refusal(Problem.invalidRequest("after is no `next` of ours")));
  }

  private static PaymentStatus status(String text) {
    return Arrays.stream(PaymentStatus.values())
        .filter(status -> lowerCase(status).equals(text))
        .findFirst()
        .orElseThrow(() ->
            new Refusal(
                Problem.invalidRequest(
                    "status is not one of fulfilled, unmatched, refund_requested,"
                        + " refund_failed, refunded")));
  }

  private static String lowerCase(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  private static Reply reply(Status status, Listed payment, Caller caller) {
    return Reply.json(status, PaymentShape.write(payment, caller));
  }
}
