package dev.starkeeper.invoice.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.starkeeper.model.Ownership;
import dev.starkeeper.model.RenewalState;
import dev.starkeeper.model.Subscription;
import dev.starkeeper.sale.DescribeCustomer.Holdings;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What a customer owns, in JSON. */
final class CustomerShape {
  // RFC 3339 has no later year. Passes of ten years each stack as often as somebody pays.
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private CustomerShape() {}

  static JsonObject write(Holdings holdings, Instant now, Duration grace) {
    var entitlements = new JsonArray();
    holdings.entitlements().forEach(owned -> entitlements.add(write(owned, now)));
    var credits = new JsonObject();
    holdings.credits().forEach(credits::addProperty);
    var subscriptions = new JsonArray();
    holdings.subscriptions().forEach(one -> subscriptions.add(write(one, now, grace)));
    var json = new JsonObject();
    json.addProperty("customerId", holdings.customer().value());
    json.add("entitlements", entitlements);
    json.add("credits", credits);
    json.add("subscriptions", subscriptions);
    return json;
  }

  private static JsonObject write(Ownership owned, Instant now) {
    var json = new JsonObject();
    json.addProperty("key", owned.entitlement().key());
    json.addProperty("active", owned.isActiveAt(now));
    if (!owned.endsAt().equals(Ownership.NEVER)) {
      json.addProperty("endsAt", (owned.endsAt().isAfter(LAST) ? LAST : owned.endsAt()).toString());
    }
    return json;
  }

  static JsonObject write(Subscription subscription, Instant now, Duration grace) {
    var term = subscription.term();
    var status = subscription.statusAt(now, grace);
    var json = new JsonObject();
    json.addProperty("id", subscription.id().payload());
    json.addProperty("sku", subscription.item().sku().value());
    json.addProperty("status", status.name().toLowerCase(Locale.ROOT));
    json.addProperty("currentPeriodEnd", term.periodEndsAt().toString());
    json.addProperty("stars", subscription.item().stars().amount());
    json.addProperty(
        "renews", term.renewal() == RenewalState.ON && status != Subscription.Status.EXPIRED);
    return json;
  }
}
