package dev.starkeeper.invoice.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.starkeeper.invoice.webhook.FollowDeliveries;
import dev.starkeeper.invoice.webhook.KeepWebhookEndpoints;
import dev.starkeeper.model.WebhookAttempt;
import dev.starkeeper.model.WebhookDelivery;
import dev.starkeeper.model.WebhookDelivery.Progress;
import dev.starkeeper.model.WebhookState;

/** Webhook endpoints and deliveries in JSON. A secret is in none of it but {@link #withSecret}. */
final class WebhookShape {
  private WebhookShape() {}

  static JsonObject write(KeepWebhookEndpoints.Shown shown) {
    var endpoint = shown.kept().endpoint();
    var json = new JsonObject();
    json.addProperty("id", endpoint.id().text());
    json.addProperty("url", endpoint.url().value());
    if (!endpoint.eventTypes().isAll()) {
      var types = new JsonArray();
      endpoint.eventTypes().names().forEach(types::add);
      json.add("eventTypes", types);
    }
    switch (endpoint.state()) {
      case WebhookState.Active _ -> json.addProperty("status", "active");
      case WebhookState.Disabled(var reason, var since) -> {
        json.addProperty("status", "disabled");
        json.addProperty("disabledReason", reason);
        json.addProperty("disabledAt", since.toString());
      }
    }
    json.addProperty("createdAt", endpoint.createdAt().toString());
    json.addProperty("lastEventId", endpoint.lastEventId());
    json.addProperty("pendingDeliveries", shown.pending());
    json.addProperty("deadDeliveries", shown.dead());
    shown
        .kept()
        .previousSecretUntil()
        .ifPresent(until -> json.addProperty("previousSecretValidUntil", until.toString()));
    return json;
  }

  /** Once, to whoever asked for it. */
  static JsonObject withSecret(KeepWebhookEndpoints.WithSecret made) {
    var json = write(made.shown());
    json.addProperty("secret", made.secret().value());
    return json;
  }

  static JsonObject write(FollowDeliveries.Page page) {
    var deliveries = new JsonArray();
    page.deliveries().forEach(delivery -> deliveries.add(write(delivery)));
    var json = new JsonObject();
    json.add("deliveries", deliveries);
    page.next().ifPresent(next -> json.addProperty("next", Long.toString(next)));
    return json;
  }

  static JsonObject write(WebhookDelivery delivery) {
    var json = new JsonObject();
    json.addProperty("id", delivery.id().text());
    json.addProperty("endpointId", delivery.id().endpoint().text());
    json.addProperty("eventId", delivery.id().event());
    json.addProperty("eventType", delivery.eventType());
    switch (delivery.progress()) {
      case Progress.Pending(var next) -> {
        json.addProperty("status", "pending");
        json.addProperty("nextAttemptAt", next.toString());
      }
      case Progress.Delivered(var at) -> {
        json.addProperty("status", "delivered");
        json.addProperty("endedAt", at.toString());
      }
      case Progress.Dead(var since) -> {
        json.addProperty("status", "dead");
        json.addProperty("endedAt", since.toString());
      }
    }
    json.addProperty("attemptCount", delivery.attemptCount());
    var attempts = new JsonArray();
    delivery.attempts().forEach(attempt -> attempts.add(write(attempt)));
    json.add("attempts", attempts);
    return json;
  }

  private static JsonObject write(WebhookAttempt attempt) {
    var json = new JsonObject();
    json.addProperty("number", attempt.number());
    json.addProperty("startedAt", attempt.startedAt().toString());
    json.addProperty("tookMs", attempt.took().toMillis());
    attempt.status().ifPresent(status -> json.addProperty("status", status));
    attempt.error().ifPresent(error -> json.addProperty("error", error));
    if (!attempt.answer().isEmpty()) json.addProperty("answer", attempt.answer());
    return json;
  }
}
