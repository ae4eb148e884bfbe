package dev.starkeeper.invoice.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.starkeeper.invoice.customer.DebitCredits;
import dev.starkeeper.model.CreditUnit;
import dev.starkeeper.model.Debit;
import dev.starkeeper.model.Purse;
import dev.starkeeper.store.IdempotencyStore;
import dev.starkeeper.store.LedgerStore.Entry;
import dev.starkeeper.store.LedgerStore.Kind;
import dev.starkeeper.store.LedgerStore.Place;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What customers spend of their credits, and how their balance came about. */
public final class CreditEndpoints implements Endpoints {
  private static final Logger log = LoggerFactory.getLogger(CreditEndpoints.class);

  private static final String PURSE = "/v1/customers/:id/credits/:unit";
  private static final long MOST = 1_000_000_000_000_000L; // JSON's programs count exactly so far

  private final Admission admission;
  private final DebitCredits debitCredits;

  public CreditEndpoints(Admission admission, DebitCredits debitCredits) {
    this.admission = admission;
    this.debitCredits = debitCredits;
  }

  @Override
  public List<Endpoint> all() {
    return List.of(
        new Endpoint(Method.POST, PURSE + "/debits", this::debit),
        new Endpoint(Method.GET, PURSE + "/entries", this::entries));
  }

  private Reply debit(Call call) {
    var server = admission.server(call);
    var purse = purse(call);
    var key = Parameters.idempotencyKey(call, server);
    if (key.isNone()) {
      throw new Refusal(Problem.invalidRequest("a debit needs an Idempotency-Key"));
    }
    return call.body(body -> {
      body.allow(Set.of("amount", "reason"));
      var amount = body.wholeNumber("amount", 1, MOST);
      var reason = Parameters.reason(body);
      return debit(purse, amount, reason, key.storedFor(request(purse, amount, reason)));
    });
  }

  private static String request(Purse purse, long amount, String reason) {
    return "POST debits\n%d\n%s\n%d\n%s"
        .formatted(purse.customer().value(), purse.unit().name(), amount, reason);
  }

  private Reply debit(Purse purse, long amount, String reason, IdempotencyStore.Key key) {
    var outcome = debitCredits.debit(purse, amount, reason, key);
    log.info(
        "{} debits {} {} of {}: {}",
        key.caller(),
        amount,
        purse.unit().name(),
        purse.customer().value(),
        outcome.getClass().getSimpleName());
    return switch (outcome) {
      case DebitCredits.Outcome.Debited(var debit) -> Reply.json(Status.CREATED, write(debit));
      case DebitCredits.Outcome.Replayed(var debit) ->
          Reply.ok(write(debit)).with("Idempotent-Replayed", "true");
      case DebitCredits.Outcome.KeyReused _ -> throw new Refusal(Problem.keyReused());
      case DebitCredits.Outcome.Insufficient(var balance) ->
          throw new Refusal(Problem.insufficientCredits(balance, purse.unit().name()));
      case DebitCredits.Outcome.Busy _ ->
          throw new Refusal(Problem.busy("Too many spend of this purse at once."));
    };
  }

  private Reply entries(Call call) {
    admission.server(call);
    var purse = purse(call);
    var after = call.query("after").map(CreditEndpoints::place).orElse(Place.TOP);
    var ledger = debitCredits.ledger(purse, after, Parameters.limit(call));
    var entries = new JsonArray();
    ledger.entries().forEach(entry -> entries.add(write(entry)));
    var json = new JsonObject();
    json.addProperty("customerId", purse.customer().value());
    json.addProperty("unit", purse.unit().name());
    json.addProperty("balance", ledger.balance());
    json.add("entries", entries);
    ledger
        .next()
        .ifPresent(next -> json.addProperty("next", PageCursor.write(next.at(), next.name())));
    return Reply.ok(json);
  }

  private static Place place(String cursor) {
    return PageCursor.read(cursor)
        .map(read -> new Place(read.at(), read.name()))
        .orElseThrow(() -> new Refusal(Problem.invalidRequest("after is no `next` of ours")));
  }

  private static Purse purse(Call call) {
    try {
      return new Purse(CustomerEndpoints.customer(call), new CreditUnit(call.pathPart("unit")));
    } catch (IllegalArgumentException e) {
      throw new Refusal(Problem.unknownPath());
    }
  }

  private static JsonObject write(Debit debit) {
    var json = new JsonObject();
    json.addProperty("id", debit.id().text());
    json.addProperty("customerId", debit.purse().customer().value());
    json.addProperty("unit", debit.purse().unit().name());
    json.addProperty("amount", debit.amount());
    json.addProperty("balance", debit.balance());
    json.addProperty("reason", debit.reason());
    json.addProperty("createdAt", debit.at().toString());
    return json;
  }

  private static JsonObject write(Entry entry) {
    var json = new JsonObject();
    json.addProperty("type", entry.kind().name().toLowerCase(Locale.ROOT));
    json.addProperty("amount", entry.amount());
    json.addProperty("at", entry.at().toString());
    json.addProperty(entry.kind() == Kind.DEBIT ? "debitId" : "chargeId", entry.name());
    entry.reason().ifPresent(reason -> json.addProperty("reason", reason));
    return json;
  }
}
