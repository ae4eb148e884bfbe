package dev.starkeeper.invoice.http;

import dev.starkeeper.db.LogScope;
import dev.starkeeper.invoice.caller.Caller;
import dev.starkeeper.invoice.json.JsonFields;
import dev.starkeeper.invoice.sale.FollowInvoice;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.Parties;
import dev.starkeeper.model.Sku;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.sale.CreateInvoice;
import dev.starkeeper.sale.CreateInvoiceOutcome;
import dev.starkeeper.sale.IdempotencyKey;
import dev.starkeeper.sale.InvoiceOrder;
import dev.starkeeper.trace.Traces;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asking for an invoice, and following it until it is paid. */
public final class InvoiceEndpoints implements Endpoints {
  private static final Logger log = LoggerFactory.getLogger(InvoiceEndpoints.class);

  private static final Set<String> FIELDS = Set.of("sku", "quantity", "recipientId", "buyerId");
  private static final int MOST_PIECES = 100_000; // of one Star each: the dearest invoice there is

  private final Admission admission;
  private final CreateInvoice createInvoice;
  private final FollowInvoice followInvoice;
  private final InstantSource clock;

  public InvoiceEndpoints(
      Admission admission,
      CreateInvoice createInvoice,
      FollowInvoice followInvoice,
      InstantSource clock) {
    this.admission = admission;
    this.createInvoice = createInvoice;
    this.followInvoice = followInvoice;
    this.clock = clock;
  }

  @Override
  public List<Endpoint> all() {
    return List.of(
        new Endpoint(Method.POST, "/v1/invoices", this::create),
        new Endpoint(Method.GET, "/v1/invoices/:id", this::follow));
  }

  private Reply create(Call call) {
    var caller = admission.anyCaller(call);
    var key = Parameters.idempotencyKey(call, caller);
    var order = call.body(body -> order(body, caller, key));
    var outcome = createInvoice.create(order);
    try (var scope = LogScope.open().with(LogScope.CUSTOMER, order.parties().buyer().value())) {
      if (outcome instanceof CreateInvoiceOutcome.Given given) {
        scope.with(LogScope.INVOICE, given.invoice().id().payload());
      }
      var sku = order.sku().value();
      log.info("{} wants {} {}: {}", caller.name(), order.quantity(), sku, told(outcome));
    }
    return switch (outcome) {
      case CreateInvoiceOutcome.Created(var invoice) ->
          reply(Status.CREATED, invoice, caller)
              .with("Location", "/v1/invoices/" + invoice.id().payload());
      case CreateInvoiceOutcome.StillOpen(var invoice) -> reply(Status.OK, invoice, caller);
      case CreateInvoiceOutcome.Replayed(var invoice) ->
          reply(Status.OK, invoice, caller).with("Idempotent-Replayed", "true");
      case CreateInvoiceOutcome.Declined declined -> throw new Refusal(Problem.of(declined));
    };
  }

  private static String told(CreateInvoiceOutcome outcome) {
    return switch (outcome) {
      case CreateInvoiceOutcome.Given given ->
          given.getClass().getSimpleName() + " " + given.invoice().id().payload();
      case CreateInvoiceOutcome.Declined declined -> declined.toString();
    };
  }

  private static InvoiceOrder order(JsonFields body, Caller caller, IdempotencyKey key) {
    body.allow(FIELDS);
    var sku = new Sku(body.text("sku"));
    var quantity = body.optionalWholeNumber("quantity", 1, MOST_PIECES).orElse(1L).intValue();
    var buyer = buyer(body, caller);
    var recipient = body.has("recipientId") ? customer(body, "recipientId") : buyer;
    return new InvoiceOrder(new Parties(buyer, recipient), sku, quantity, key, himself(caller));
  }

  private static Optional<TelegramUser> himself(Caller caller) {
    return switch (caller) {
      case Caller.MiniApp(var user) -> Optional.of(user);
      case Caller.Server _ -> Optional.empty();
    };
  }

  /** A Mini App's buyer is whom Telegram says it is, and nobody from a body. */
  private static TelegramUserId buyer(JsonFields body, Caller caller) {
    return switch (caller) {
      case Caller.Server _ -> customer(body, "buyerId");
      case Caller.MiniApp(var user) -> {
        if (body.has("buyerId")) {
          throw new IllegalArgumentException("buyerId is for servers: a Mini App's user buys");
        }
        yield user.id();
      }
    };
  }

  private static TelegramUserId customer(JsonFields body, String name) {
    return new TelegramUserId(body.wholeNumber(name, 1, TelegramUserId.MOST));
  }

  private Reply follow(Call call) {
    var caller = admission.anyCaller(call);
    var patience = Parameters.patience(call);
    return InvoiceId.ofPayload(call.pathPart("id"))
        .flatMap(id -> followInvoice.follow(id, caller, patience))
        .map(invoice -> reply(Status.OK, invoice, caller))
        .orElseThrow(() -> new Refusal(Problem.unknownInvoice()));
  }

  private Reply reply(Status status, Invoice invoice, Caller caller) {
    Traces.note(LogScope.INVOICE, invoice.id().payload());
    return Reply.json(status, InvoiceShape.write(invoice, caller, clock.instant()));
  }
}
