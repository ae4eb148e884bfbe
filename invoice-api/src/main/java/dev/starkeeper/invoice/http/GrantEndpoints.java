package dev.starkeeper.invoice.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.starkeeper.invoice.customer.GiveManually;
import dev.starkeeper.invoice.json.JsonFields;
import dev.starkeeper.model.Claim;
import dev.starkeeper.model.Entitlement;
import dev.starkeeper.model.ManualGrant;
import dev.starkeeper.model.ManualGrantId;
import dev.starkeeper.model.Ownership;
import dev.starkeeper.model.TelegramUserId;
import dev.starkeeper.model.TimeOrderedIds;
import dev.starkeeper.sale.IdempotencyKey;
import dev.starkeeper.store.IdempotencyStore;
import dev.starkeeper.store.ManualGrantStore.Kept;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the merchant gives to his customers himself. */
public final class GrantEndpoints implements Endpoints {
  private static final Logger log = LoggerFactory.getLogger(GrantEndpoints.class);

  private static final String ALL = "/v1/customers/:id/grants";
  private static final Set<String> FIELDS = Set.of("entitlement", "endsAt", "reason");

  private final Admission admission;
  private final GiveManually giveManually;
  private final InstantSource clock;
  private final TimeOrderedIds ids;

  public GrantEndpoints(Admission admission, GiveManually giveManually, InstantSource clock) {
    this.admission = admission;
    this.giveManually = giveManually;
    this.clock = clock;
    this.ids = new TimeOrderedIds(clock);
  }

  @Override
  public List<Endpoint> all() {
    return List.of(
        new Endpoint(Method.POST, ALL, this::give),
        new Endpoint(Method.GET, ALL, this::list),
        new Endpoint(Method.DELETE, ALL + "/:grant", this::revoke));
  }

  private Reply give(Call call) {
    var server = admission.server(call);
    var customer = CustomerEndpoints.customer(call);
    var key = Parameters.idempotencyKey(call, server);
    var grant = call.body(body -> grant(body, customer));
    var outcome = giveManually.give(grant, server, stored(key, grant));
    log.info(
        "{} grants {} to {}: {}",
        server.name(),
        grant.claim().entitlement().key(),
        customer.value(),
        outcome.getClass().getSimpleName());
    return switch (outcome) {
      case GiveManually.Outcome.Given(var kept) -> Reply.json(Status.CREATED, write(kept));
      case GiveManually.Outcome.Replayed(var kept) ->
          Reply.ok(write(kept)).with("Idempotent-Replayed", "true");
      case GiveManually.Outcome.KeyReused _ -> throw new Refusal(Problem.keyReused());
      case GiveManually.Outcome.Over _ ->
          throw new Refusal(Problem.invalidRequest("endsAt is over already"));
    };
  }

  private ManualGrant grant(JsonFields body, TelegramUserId customer) {
    body.allow(FIELDS);
    // The database keeps microseconds: what we answer now is what it will say later.
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new ManualGrant(
        new ManualGrantId(ids.next()),
        new Claim(customer, new Entitlement(body.text("entitlement"))),
        now,
        body.optionalInstant("endsAt").orElse(Ownership.NEVER),
        Parameters.reason(body));
  }

  private static Optional<IdempotencyStore.Key> stored(IdempotencyKey key, ManualGrant grant) {
    if (key.isNone()) return Optional.empty();
    var request =
        "POST grants\n%d\n%s\n%s\n%s"
            .formatted(
                grant.claim().customer().value(),
                grant.claim().entitlement().key(),
                grant.endsAt(),
                grant.reason());
    return Optional.of(key.storedFor(request));
  }

  private Reply list(Call call) {
    admission.server(call);
    var customer = CustomerEndpoints.customer(call);
    var limit = Parameters.limit(call);
    var found = giveManually.of(customer, call.query("after").map(GrantEndpoints::id), limit + 1);
    var grants = new JsonArray();
    found.stream().limit(limit).forEach(kept -> grants.add(write(kept)));
    var json = new JsonObject();
    json.add("grants", grants);
    if (found.size() > limit) {
      json.addProperty("next", found.get(limit - 1).grant().id().text());
    }
    return Reply.ok(json);
  }

  private static ManualGrantId id(String cursor) {
    return ManualGrantId.ofText(cursor)
        .orElseThrow(() -> new Refusal(Problem.invalidRequest("after is no `next` of ours")));
  }

  private Reply revoke(Call call) {
    var server = admission.server(call);
    var customer = CustomerEndpoints.customer(call);
    var id =
        ManualGrantId.ofText(call.pathPart("grant"))
            .filter(grant -> giveManually.revoke(customer, grant, server))
            .orElseThrow(() -> new Refusal(Problem.notFound("The customer has no such grant.")));
    log.info("{} takes grant {} back from {}", server.name(), id.text(), customer.value());
    return Reply.nothing();
  }

  private static JsonObject write(Kept kept) {
    var grant = kept.grant();
    var json = new JsonObject();
    json.addProperty("id", grant.id().text());
    json.addProperty("customerId", grant.claim().customer().value());
    json.addProperty("entitlement", grant.claim().entitlement().key());
    if (!grant.endsAt().equals(Ownership.NEVER)) {
      json.addProperty("endsAt", grant.endsAt().toString());
    }
    json.addProperty("reason", grant.reason());
    json.addProperty("grantedBy", kept.grantedBy());
    json.addProperty("grantedAt", grant.grantedAt().toString());
    kept.revokedAt().ifPresent(at -> json.addProperty("revokedAt", at.toString()));
    return json;
  }
}
