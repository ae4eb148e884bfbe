package dev.starkeeper.invoice.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.starkeeper.invoice.sale.DescribeCustomer;
import dev.starkeeper.model.TelegramUserId;
import java.util.List;
import java.util.Optional;

/** What a customer owns now: for himself, and for the merchant's servers. */
public final class CustomerEndpoints implements Endpoints {
  private final Admission admission;
  private final DescribeCustomer describeCustomer;

  public CustomerEndpoints(Admission admission, DescribeCustomer describeCustomer) {
    this.admission = admission;
    this.describeCustomer = describeCustomer;
  }

  @Override
  public List<Endpoint> all() {
    return List.of(
        new Endpoint(Method.GET, "/v1/me", this::me),
        new Endpoint(Method.GET, "/v1/customers/:id", this::customer));
  }

  private Reply me(Call call) {
    var user = admission.miniApp(call);
    return reply(user.id());
  }

  private Reply customer(Call call) {
    admission.server(call);
    return id(call.pathPart("id"))
        .map(this::reply)
        .orElseThrow(() -> new Refusal(Problem.unknownPath()));
  }

  /** Empty for what cannot be anybody's id. */
  private static Optional<TelegramUserId> id(String text) {
    if (!text.matches("[1-9][0-9]{0,15}")) return Optional.empty();
    var number = Long.parseLong(text);
    return number <= TelegramUserId.MOST
        ? Optional.of(new TelegramUserId(number))
        : Optional.empty();
  }

  private Reply reply(TelegramUserId customer) {
    var holdings = describeCustomer.describe(customer);
    var entitlements = new JsonArray();
    for (var entitlement : holdings.entitlements()) {
      var json = new JsonObject();
      json.addProperty("key", entitlement.key());
      json.addProperty("active", true);
      entitlements.add(json);
    }
    var credits = new JsonObject();
    holdings.credits().forEach(credits::addProperty);
    var json = new JsonObject();
    json.addProperty("customerId", holdings.customer().value());
    json.add("entitlements", entitlements);
    json.add("credits", credits);
    json.add("subscriptions", new JsonArray()); // none are sold by this version yet
    return Reply.ok(json);
  }
}
