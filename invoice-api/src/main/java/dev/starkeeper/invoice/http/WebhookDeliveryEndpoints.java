package dev.starkeeper.invoice.http;

import dev.starkeeper.invoice.webhook.FollowDeliveries;
import dev.starkeeper.model.WebhookDelivery;
import dev.starkeeper.model.WebhookDeliveryId;
import dev.starkeeper.store.WebhookDeliveryStore.Slice;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What became of telling the merchant's servers of events. */
public final class WebhookDeliveryEndpoints implements Endpoints {
  private static final Logger log = LoggerFactory.getLogger(WebhookDeliveryEndpoints.class);

  private final Admission admission;
  private final FollowDeliveries follow;

  public WebhookDeliveryEndpoints(Admission admission, FollowDeliveries follow) {
    this.admission = admission;
    this.follow = follow;
  }

  @Override
  public List<Endpoint> all() {
    return List.of(
        new Endpoint(Method.GET, "/v1/webhook-endpoints/:id/deliveries", this::list),
        new Endpoint(Method.POST, "/v1/webhook-deliveries/:id/redelivery", this::redeliver));
  }

  private Reply list(Call call) {
    admission.server(call);
    var limit = Parameters.limit(call);
    var before = call.query("after").map(WebhookDeliveryEndpoints::event).orElse(Long.MAX_VALUE);
    var status = call.query("status").map(WebhookDeliveryEndpoints::status);
    return follow
        .of(WebhookEndpoints.id(call), status, new Slice(before, limit))
        .map(page -> Reply.ok(WebhookShape.write(page)))
        .orElseThrow(WebhookEndpoints::unknown);
  }

  private Reply redeliver(Call call) {
    var server = admission.server(call);
    var id =
        WebhookDeliveryId.ofText(call.pathPart("id"))
            .orElseThrow(WebhookDeliveryEndpoints::unknown);
    call.noBody();
    var outcome = follow.redeliver(id);
    var word = outcome.getClass().getSimpleName();
    log.info("{} wants webhook {} delivered again: {}", server.name(), id.text(), word);
    return switch (outcome) {
      case FollowDeliveries.Outcome.Accepted(var delivery) ->
          Reply.json(Status.ACCEPTED, WebhookShape.write(delivery));
      case FollowDeliveries.Outcome.UnknownDelivery _ -> throw unknown();
      case FollowDeliveries.Outcome.NotActive(var why) ->
          throw new Refusal(Problem.invalidState(why));
    };
  }

  private static Refusal unknown() {
    return new Refusal(Problem.notFound("No webhook delivery has this id."));
  }

  private static long event(String cursor) {
    if (cursor.matches("[1-9][0-9]{0,17}")) return Long.parseLong(cursor);
    throw new Refusal(Problem.invalidRequest("after is no `next` of ours"));
  }

  private static WebhookDelivery.Status status(String text) {
    return Arrays.stream(WebhookDelivery.Status.values())
        .filter(status -> status.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(() ->
            new Refusal(Problem.invalidRequest("status is not one of pending, delivered, dead")));
  }
}
